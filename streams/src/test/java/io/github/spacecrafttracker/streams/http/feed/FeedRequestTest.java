package io.github.spacecrafttracker.streams.http.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.changelog.ChangeFilter;
import io.github.spacecrafttracker.streams.query.Parameters;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked of the feed, and that everything else is refused. */
class FeedRequestTest {
    @Test
    void asks_for_everything_where_nothing_is_said() throws RefusedException {
        var request = request("");

        assertThat(request.filter()).isEqualTo(ChangeFilter.ALL);
        assertThat(request.since()).isEmpty();
        assertThat(request.before()).isEmpty();
        assertThat(request.newestFirst()).isFalse();
        assertThat(request.limit()).isEqualTo(100);
        assertThat(request.ofPages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=in_space,status",
                "kind=in_space&kind=status",
                "kind=status%2C+in_space,",
                "kind=&kind=status,in_space,status"
            })
    void several_values_are_separated_by_commas_or_repeated(String query) throws RefusedException {
        assertThat(request(query).filter().kinds()).isEqualTo(Set.of(Kind.IN_SPACE, Kind.STATUS));
    }

    @ParameterizedTest
    @EnumSource
    void a_type_is_named_in_short_or_in_full(ChangeType type) throws RefusedException {
        assertThat(request("type=" + type.shortName()).filter().types()).isEqualTo(Set.of(type.ceType()));
        assertThat(request("type=" + type.ceType()).filter().types()).isEqualTo(Set.of(type.ceType()));
    }

    @Test
    void a_type_of_a_later_version_is_named_in_full() throws RefusedException {
        var later = "io.github.spacecrafttracker.in_space.entered.v2";

        assertThat(request("type=" + later).filter().types()).isEqualTo(Set.of(later));
    }

    @Test
    void spacecraft_are_named_by_id() throws RefusedException {
        assertThat(request("spacecraft=551,%20542&spacecraft=007").filter().spacecraft())
                .isEqualTo(Set.of("551", "542", "7"));
    }

    @Test
    void of_one_spacecraft_the_other_filters_stay() throws RefusedException {
        var request = request("kind=status&since=now&limit=3").ofOne("4");

        assertThat(request.filter()).isEqualTo(new ChangeFilter(Set.of(Kind.STATUS), Set.of(), Set.of("4")));
        assertThat(request.since()).contains(new Since.Now());
        assertThat(request.limit()).isEqualTo(3);
    }

    @Test
    void what_only_pages_know_is_told() throws RefusedException {
        assertThat(request("order=newest&limit=5&before=x&since=now&kind=status")
                        .ofPages())
                .containsExactlyInAnyOrder("order", "limit", "before");
    }

    @ParameterizedTest
    @CsvSource({"order=newest, true", "order=oldest, false", "order=, false"})
    void a_page_has_an_order(String query, boolean newestFirst) throws RefusedException {
        assertThat(request(query).newestFirst()).isEqualTo(newestFirst);
    }

    @ParameterizedTest
    @CsvSource({"limit=1, 1", "limit=0007, 7", "limit=1000, 1000", "limit=, 100"})
    void a_page_has_a_limit(String query, int limit) throws RefusedException {
        assertThat(request(query).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind=in-space           | \"kind\" must be of in_space, status, counts, catalogue.",
                "kind=status,nonsense    | \"kind\" must be of in_space, status, counts, catalogue.",
                "type=entered            | \"type\" must be of in_space.entered.v1,",
                "type=com.example.x      | \"type\" must be of in_space.entered.v1,",
                "spacecraft=-1           | \"spacecraft\" must be ids, separated by commas.",
                "spacecraft=4;5          | \"spacecraft\" must be ids, separated by commas.",
                "spacecraft=1234567890123456789 | \"spacecraft\" must be ids, separated by commas.",
                "spacecraft=%D9%A4       | \"spacecraft\" must be ids, separated by commas.",
                "since=10:40             | \"since\" must be beginning, now, a time of RFC 3339",
                "order=newest-first      | \"order\" must be oldest or newest.",
                "limit=0                 | \"limit\" must be a number from 1 to 1000.",
                "limit=1001              | \"limit\" must be a number from 1 to 1000.",
                "limit=-5                | \"limit\" must be a number from 1 to 1000.",
                "limit=ten               | \"limit\" must be a number from 1 to 1000.",
                "kinds=status            | One of the parameters is no parameter of this feed, which has kind, type,",
                "Kind=status             | One of the parameters is no parameter of this feed, which has kind, type,",
                "offset=10               | One of the parameters is no parameter of this feed, which has kind, type,",
            })
    void is_refused_by_name(String query, String detail) {
        var refused = catchThrowableOfType(RefusedException.class, () -> request(query));

        assertThat(refused.status().getCode()).isEqualTo(400);
        assertThat(refused.body().reason()).isEqualTo("invalid-parameter");
        assertThat(refused.body().detail()).startsWith(detail).endsWith(".");
    }

    @Test
    void a_thousand_spacecraft_are_the_most() throws RefusedException {
        assertThat(request("spacecraft=" + ids(1000)).filter().spacecraft()).hasSize(1000);
        assertThat(catchThrowableOfType(RefusedException.class, () -> request("spacecraft=" + ids(1001)))
                        .body()
                        .detail())
                .isEqualTo("\"spacecraft\" names more than 1000.");
    }

    private static String ids(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    private static FeedRequest request(String query) throws RefusedException {
        return FeedRequest.of(Parameters.parse(query));
    }
}
