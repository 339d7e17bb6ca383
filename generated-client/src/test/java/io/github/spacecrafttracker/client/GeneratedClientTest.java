package io.github.spacecrafttracker.client;

import static io.github.spacecrafttracker.client.ListQuery.ALL;
import static io.github.spacecrafttracker.client.ListQuery.length;
import static io.github.spacecrafttracker.client.ListQuery.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.service.lifecycle.StartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ll2.client.ApiException;
import ll2.client.api.SpacecraftApi.APISpacecraftRetrieveRequest;
import ll2.client.api.ThrottleApi;
import ll2.client.model.SpacecraftNormal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The generated client reads lists with every filter and ordering of LL2's OpenAPI description, and
 * single objects.
 */
class GeneratedClientTest {
    private static final int FREEDOM = 551;

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Tracker tracker;

    @BeforeAll
    static void start() throws StartException {
        tracker = Tracker.start(RecordedSpacecraft.all(), "normal", directory);
    }

    @AfterAll
    static void stop() {
        tracker.close();
    }

    static Stream<ListQuery> queries() {
        return Stream.of(
                        Stream.of(
                                ALL,
                                ALL.inSpace(true),
                                ALL.inSpace(false),
                                ALL.isPlaceholder(true),
                                ALL.isPlaceholder(false)),
                        values("/name").map(name -> ALL.name(name.stringValue())),
                        values("/spacecraft_config/id").map(id -> ALL.spacecraftConfig(id.intValue())),
                        IntStream.rangeClosed(1, 5).mapToObj(ALL::status),
                        searches(),
                        orderings(),
                        Stream.of(
                                ALL.name("crew dragon"),
                                ALL.name("Nobody"),
                                ALL.spacecraftConfig(6).status(1).inSpace(true).isPlaceholder(false),
                                ALL.search("dragon", "dragon")
                                        .inSpace(false)
                                        .ordering("-id", List.of(number("id").reversed())),
                                ALL.status(2)
                                        .ordering(
                                                "-time_in_space",
                                                List.of(length("time_in_space").reversed()))))
                .flatMap(queries -> queries);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void pages_contain_each_match_once_and_in_order(ListQuery query) throws Exception {
        var expected = query.expected(RecordedSpacecraft.all().stream());
        for (var limit : List.of(4, 100)) {
            var ids = new ArrayList<Integer>();
            var more = true;
            for (int offset = 0; more; offset += limit) {
                var page = tracker.client().spacecraftList(query.page(limit, offset));
                assertThat(page.getCount()).isEqualTo(expected.size());
                page.getResults().forEach(row -> ids.add(((SpacecraftNormal) row.getActualInstance()).getId()));
                assertThat(page.getPrevious() == null).isEqualTo(offset == 0);
                more = page.getNext() != null;
            }
            assertThat(ids).isEqualTo(expected);
        }
    }

    /** Unlike the tracker, Launch Library 2 always returns single objects in detailed form. */
    @Test
    void each_single_object_is_read_but_has_no_flights() throws Exception {
        for (var recorded : RecordedSpacecraft.all()) {
            var spacecraft = tracker.client()
                    .spacecraftRetrieve(one(recorded.required("id").intValue()));

            assertThat(spacecraft.getName()).isEqualTo(recorded.required("name").stringValue());
            assertThat(spacecraft.getInSpace())
                    .isEqualTo(recorded.required("in_space").booleanValue());
            assertThat(spacecraft.getTimeInSpace())
                    .isEqualTo(recorded.required("time_in_space").stringValue());
            assertThat(spacecraft.getSpacecraftConfig().getName())
                    .isEqualTo(recorded.at("/spacecraft_config/name").stringValue());
            assertThat(spacecraft.getResponseMode()).isEqualTo("normal");
            assertThat(spacecraft.getFlights()).isEmpty();
        }
        assertThat(tracker.client().spacecraftRetrieve(one(FREEDOM)).getFlightsCount())
                .isEqualTo(5);
    }

    @Test
    void an_invalid_request_is_reported_with_its_status() {
        var client = tracker.client();
        assertThatThrownBy(() -> client.spacecraftRetrieve(one(999_999)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getCode()).isEqualTo(404))
                .hasMessageContaining("No Spacecraft matches the given query.");
        for (var invalid : List.of(ALL.status(99), ALL.spacecraftConfig(999_999))) {
            assertThatThrownBy(() -> client.spacecraftList(invalid.page(10, 0)))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.getCode()).isEqualTo(400))
                    .hasMessageContaining("Select a valid choice. That choice is not one of the available choices.");
        }
    }

    /**
     * The tracker returns one object, like Launch Library 2. See docs/ll2-contract.md#api-throttle.
     */
    @Test
    void api_throttle_returns_one_object_although_the_description_says_a_list() {
        assertThatThrownBy(() -> new ThrottleApi(tracker.apiClient()).apiThrottleList())
                .hasMessageContaining("ArrayList");
    }

    private static APISpacecraftRetrieveRequest one(int id) {
        return APISpacecraftRetrieveRequest.newBuilder().id(id).build();
    }

    private static Stream<ListQuery> searches() {
        return Stream.of(
                ALL.search("dragon", "dragon"),
                ALL.search("Crew Dragon", "crew", "dragon"),
                ALL.search("crew,DRAGON", "crew", "dragon"),
                ALL.search("\"Dragon Freedom\"", "dragon freedom"),
                ALL.search("'dragon crew'", "dragon crew"),
                ALL.search("progress 1", "progress", "1"),
                ALL.search("  ,  "),
                ALL.search("%", "%"),
                ALL.search("nobody", "nobody"));
    }

    private static Stream<ListQuery> orderings() {
        var single = Stream.of("id", "flights_count", "mission_ends_count", "time_in_space", "time_docked")
                .flatMap(field -> {
                    var order = field.startsWith("time") ? length(field) : number(field);
                    return Stream.of(
                            ALL.ordering(field, List.of(order)), ALL.ordering("-" + field, List.of(order.reversed())));
                });
        return Stream.concat(
                single,
                Stream.of(
                        ALL.ordering(
                                "-flights_count, time_in_space",
                                List.of(number("flights_count").reversed(), length("time_in_space"))),
                        ALL.ordering(
                                "name,-mission_ends_count,--id",
                                List.of(number("mission_ends_count").reversed())),
                        ALL.ordering("nothing", List.of())));
    }

    private static Stream<JsonNode> values(String pointer) {
        return RecordedSpacecraft.all().stream().map(row -> row.at(pointer)).distinct();
    }
}
