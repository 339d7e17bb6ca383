package io.github.spacecrafttracker.streams.http.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.streams.changelog.ChangeFilter;
import io.github.spacecrafttracker.streams.http.RequestException;
import io.github.spacecrafttracker.streams.query.Parameters;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the parameters of the feed. */
class FeedRequestTest {
    @Test
    void a_stream_starts_now_and_a_page_at_the_beginning_by_default() throws RequestException {
        assertThat(stream("", null)).isEqualTo(new FeedRequest.EventStream(ChangeFilter.ALL, new StartPosition.Now()));
        assertThat(page(""))
                .isEqualTo(new FeedRequest.OldestFirst(ChangeFilter.ALL, new StartPosition.Beginning(), 100));
    }

    @Test
    void a_page_is_read_in_either_order() throws RequestException {
        assertThat(page("order=oldest&since=now&limit=5"))
                .isEqualTo(new FeedRequest.OldestFirst(ChangeFilter.ALL, new StartPosition.Now(), 5));
        assertThat(page("order=&since=AQx"))
                .isEqualTo(new FeedRequest.OldestFirst(ChangeFilter.ALL, new StartPosition.AfterCursor("AQx"), 100));
        assertThat(page("order=newest"))
                .isEqualTo(new FeedRequest.NewestFirst(ChangeFilter.ALL, Optional.empty(), 100));
        assertThat(page("order=newest&before=AQx&limit=5"))
                .isEqualTo(new FeedRequest.NewestFirst(ChangeFilter.ALL, Optional.of("AQx"), 5));
    }

    @Test
    void the_last_event_id_takes_precedence_over_since_in_a_stream() throws RequestException {
        assertThat(stream("since=AQx", " AQy ").start()).isEqualTo(new StartPosition.AfterCursor("AQy"));
        assertThat(stream("since=AQx", " ").start()).isEqualTo(new StartPosition.AfterCursor("AQx"));
        assertThat(stream("since=AQx", null).start()).isEqualTo(new StartPosition.AfterCursor("AQx"));
    }

    @Test
    void a_page_ignores_the_last_event_id() throws RequestException {
        assertThat(FeedRequest.parse(
                        FeedFormat.PAGE, Parameters.parse("since=AQx"), Optional.empty(), Optional.of("AQy")))
                .isEqualTo(page("since=AQx"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=in_space,status",
                "kind=in_space&kind=status",
                "kind=status%2C+in_space,",
                "kind=&kind=status,in_space,status"
            })
    void a_parameter_may_have_several_values_separated_by_commas_or_be_repeated(String query) throws RequestException {
        assertThat(filter(query).kinds()).isEqualTo(Set.of(Kind.IN_SPACE, Kind.STATUS));
    }

    @ParameterizedTest
    @EnumSource
    void a_type_has_a_short_and_a_full_name(ChangeType type) throws RequestException {
        assertThat(filter("type=" + type.shortName()).types()).isEqualTo(Set.of(type.ceType()));
        assertThat(filter("type=" + type.ceType()).types()).isEqualTo(Set.of(type.ceType()));
    }

    @Test
    void a_type_of_a_later_version_is_accepted_by_its_full_name() throws RequestException {
        var later = "io.github.spacecrafttracker.in_space.entered.v2";

        assertThat(filter("type=" + later).types()).isEqualTo(Set.of(later));
    }

    @Test
    void spacecraft_are_filtered_by_id() throws RequestException {
        assertThat(filter("spacecraft=551,%20542&spacecraft=007").spacecraft()).isEqualTo(Set.of("551", "542", "7"));
    }

    @Test
    void the_other_filters_also_apply_to_the_changes_of_one_spacecraft() throws RequestException {
        var request = FeedRequest.parse(
                FeedFormat.PAGE, Parameters.parse("kind=status&since=now&limit=3"), Optional.of("4"), Optional.empty());

        assertThat(request)
                .isEqualTo(new FeedRequest.OldestFirst(
                        new ChangeFilter(Set.of(Kind.STATUS), Set.of(), Set.of("4")), new StartPosition.Now(), 3));
    }

    @Test
    void the_spacecraft_parameter_is_rejected_if_the_path_contains_the_id() {
        var rejected = catchThrowableOfType(
                RequestException.class,
                () -> FeedRequest.parse(
                        FeedFormat.PAGE, Parameters.parse("spacecraft=5"), Optional.of("4"), Optional.empty()));

        assertThat(rejected.body())
                .isEqualTo(new RequestException.Body(
                        "\"spacecraft\" is not supported here, because the path names the spacecraft.",
                        "invalid-parameter"));
    }

    @ParameterizedTest
    @CsvSource({"order=newest, order", "limit=5, limit", "before=x, before", "limit=, limit"})
    void the_parameters_of_pages_are_rejected_for_a_stream(String query, String name) {
        var rejected = catchThrowableOfType(RequestException.class, () -> stream(query + "&since=now", null));

        assertThat(rejected.status().getCode()).isEqualTo(400);
        assertThat(rejected.body())
                .isEqualTo(new RequestException.Body(
                        "\"" + name + "\" is only supported for pages: request one with \"Accept: application/json\".",
                        "invalid-parameter"));
    }

    @ParameterizedTest
    @CsvSource({"limit=1, 1", "limit=0007, 7", "limit=1000, 1000", "limit=, 100"})
    void a_page_has_a_limit(String query, int limit) throws RequestException {
        assertThat(page(query))
                .isEqualTo(new FeedRequest.OldestFirst(ChangeFilter.ALL, new StartPosition.Beginning(), limit));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind=in-space           | \"kind\" supports in_space, status, counts, catalogue, details.",
                "kind=status,nonsense    | \"kind\" supports in_space, status, counts, catalogue, details.",
                "type=entered            | \"type\" supports in_space.entered.v1,",
                "type=com.example.x      | \"type\" supports in_space.entered.v1,",
                "spacecraft=-1           | \"spacecraft\" must be ids, separated by commas.",
                "spacecraft=4;5          | \"spacecraft\" must be ids, separated by commas.",
                "spacecraft=1234567890123456789 | \"spacecraft\" must be ids, separated by commas.",
                "spacecraft=%D9%A4       | \"spacecraft\" must be ids, separated by commas.",
                "since=10:40             | \"since\" must be beginning, now, an RFC 3339 time",
                "before=x                | \"before\" is only supported with \"order=newest\".",
                "order=newest&since=now  | \"since\" is not supported with \"order=newest\".",
                "order=newest-first      | \"order\" must be oldest or newest.",
                "limit=0                 | \"limit\" must be a number from 1 to 1000.",
                "limit=1001              | \"limit\" must be a number from 1 to 1000.",
                "limit=-5                | \"limit\" must be a number from 1 to 1000.",
                "limit=ten               | \"limit\" must be a number from 1 to 1000.",
                "kinds=status            | One of the parameters is unknown. This path supports kind, type,",
                "Kind=status             | One of the parameters is unknown. This path supports kind, type,",
                "offset=10               | One of the parameters is unknown. This path supports kind, type,",
            })
    void an_invalid_parameter_is_named_in_the_error(String query, String detail) {
        var rejected = catchThrowableOfType(RequestException.class, () -> page(query));

        assertThat(rejected.status().getCode()).isEqualTo(400);
        assertThat(rejected.body().reason()).isEqualTo("invalid-parameter");
        assertThat(rejected.body().detail()).startsWith(detail).endsWith(".");
    }

    @Test
    void a_filter_may_contain_at_most_a_thousand_spacecraft() throws RequestException {
        assertThat(filter("spacecraft=" + ids(1000)).spacecraft()).hasSize(1000);
        assertThat(catchThrowableOfType(RequestException.class, () -> page("spacecraft=" + ids(1001)))
                        .body()
                        .detail())
                .isEqualTo("\"spacecraft\" must not have more than 1000 ids.");
    }

    private static String ids(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    private static ChangeFilter filter(String query) throws RequestException {
        return stream(query, null).filter();
    }

    private static FeedRequest.EventStream stream(String query, @Nullable String lastEventId) throws RequestException {
        return (FeedRequest.EventStream) FeedRequest.parse(
                FeedFormat.STREAM, Parameters.parse(query), Optional.empty(), Optional.ofNullable(lastEventId));
    }

    private static FeedRequest page(String query) throws RequestException {
        return FeedRequest.parse(FeedFormat.PAGE, Parameters.parse(query), Optional.empty(), Optional.empty());
    }
}
