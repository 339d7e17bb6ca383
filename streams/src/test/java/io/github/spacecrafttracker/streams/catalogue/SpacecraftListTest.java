package io.github.spacecrafttracker.streams.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.snapshot.TrackedSpacecraft;
import io.github.spacecrafttracker.snapshot.TrackedState;
import io.github.spacecrafttracker.snapshot.TrackedState.Status;
import io.github.spacecrafttracker.streams.query.Filter.ValidIds;
import io.github.spacecrafttracker.streams.query.InvalidQueryException;
import io.github.spacecrafttracker.streams.query.Parameters;
import io.github.spacecrafttracker.streams.query.Query;
import io.github.spacecrafttracker.streams.query.QueryFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the spacecraft that a query selects, and their order, with a reference that uses neither
 * indexes nor comparators, for random catalogues and queries.
 */
class SpacecraftListTest {
    private static final List<String> NAMES = List.of("Soyuz", "Crew Dragon", "DragonFly", "soyuz", "");

    @Test
    void a_filter_accepts_known_statuses_and_the_statuses_and_configurations_of_the_list() {
        var validIds = new SpacecraftList(List.of(row(new Random(1), 7, 9L, 60L))).validIds();

        assertThat(List.of(1L, 2L, 3L, 4L, 5L, 9L)).allMatch(validIds.statuses()::test);
        assertThat(List.of(0L, 6L, -1L)).noneMatch(validIds.statuses()::test);
        assertThat(validIds.configs().test(60)).isTrue();
        assertThat(validIds.configs().test(6)).isFalse();
    }

    static List<Integer> seeds() {
        return new Random(20261124).ints(500).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void consecutive_pages_contain_each_match_once_and_in_order(int seed) throws InvalidQueryException {
        var random = new Random(seed);
        var rows = new ArrayList<Row>();
        for (long id = 1; id < 30; id += 1 + random.nextInt(3)) {
            rows.add(row(random, id, 1 + random.nextInt(4), random.nextBoolean() ? 6L : null));
        }
        var list = new SpacecraftList(rows);
        for (int query = 0; query < 5; query++) {
            var randomQuery = new RandomQuery(random);
            var limit = 1 + random.nextInt(9);
            var paged = new ArrayList<Long>();
            for (int offset = 0; offset <= rows.size(); offset += limit) {
                var page = query(randomQuery.text() + "&limit=" + limit + "&offset=" + offset);
                page.window()
                        .of(list.select(page.filter(), page.ordering()))
                        .forEach(row -> paged.add(row.fields().id()));
            }

            assertThat(paged).as(randomQuery.text()).isEqualTo(randomQuery.expected(rows));
        }
    }

    private static Query query(String text) throws InvalidQueryException {
        return Query.of(Parameters.parse(text), ValidIds.ANY);
    }

    /** A random query, and a reference implementation of its parts. */
    private static final class RandomQuery {
        private final @Nullable Boolean inSpace;
        private final @Nullable Boolean placeholder;
        private final @Nullable String name;
        private final @Nullable Long status;
        private final @Nullable Long config;
        private final List<String> search;
        private final List<String> ordering;

        RandomQuery(Random random) {
            inSpace = random.nextInt(3) == 0 ? random.nextBoolean() : null;
            placeholder = random.nextInt(4) == 0 ? random.nextBoolean() : null;
            name = random.nextInt(6) == 0 ? NAMES.get(random.nextInt(4)) : null;
            status = random.nextInt(4) == 0 ? 1L + random.nextInt(3) : null;
            config = random.nextInt(4) == 0 ? 6L : null;
            search = some(random, List.of("dragon", "SOY", "crew", "fly", "x"), 3);
            ordering = some(
                    random,
                    List.of(
                            "id",
                            "-id",
                            "flights_count",
                            "-flights_count",
                            "mission_ends_count",
                            "-mission_ends_count",
                            "time_in_space",
                            "-time_in_space",
                            "time_docked",
                            "-time_docked",
                            "bogus"),
                    2);
        }

        String text() {
            return "a=1"
                    + (inSpace == null ? "" : "&in_space=" + inSpace)
                    + (placeholder == null ? "" : "&is_placeholder=" + placeholder)
                    + (name == null ? "" : "&name=" + name.replace(' ', '+'))
                    + (status == null ? "" : "&status=" + status)
                    + (config == null ? "" : "&spacecraft_config=" + config)
                    + "&search=" + String.join(",", search)
                    + "&ordering=" + String.join(",", ordering);
        }

        /** Sorts by repeatedly removing the smallest row. */
        List<Long> expected(List<Row> rows) {
            var left = new ArrayList<>(
                    rows.stream().map(Row::fields).filter(this::isMatch).toList());
            var ids = new ArrayList<Long>();
            while (!left.isEmpty()) {
                var least = left.get(0);
                for (var fields : left) {
                    least = isBefore(fields, least) ? fields : least;
                }
                left.remove(least);
                ids.add(least.id());
            }
            return ids;
        }

        private boolean isMatch(QueryFields fields) {
            return (inSpace == null || inSpace == fields.inSpace())
                    && (placeholder == null || placeholder.equals(fields.placeholder()))
                    && (name == null || name.equals(fields.name()))
                    && (status == null || status == fields.status())
                    && (config == null || config.equals(fields.config()))
                    && search.stream()
                            .map(term -> term.toUpperCase(Locale.ROOT))
                            .allMatch(term -> Objects.toString(
                                                    fields.searchTexts().name(), "")
                                            .contains(term)
                                    || Objects.toString(fields.searchTexts().configName(), "")
                                            .contains(term));
        }

        private boolean isBefore(QueryFields one, QueryFields other) {
            for (var term : ordering) {
                var descending = term.startsWith("-");
                var field = descending ? term.substring(1) : term;
                var here = number(one, field);
                var there = number(other, field);
                if (here != there) {
                    return descending ? here > there : here < there;
                }
            }
            return one.id() < other.id();
        }

        /** Null is larger than any value. */
        private static double number(QueryFields fields, String field) {
            Object value =
                    switch (field) {
                        case "id" -> fields.id();
                        case "flights_count" -> fields.flightsCount();
                        case "mission_ends_count" -> fields.missionEndsCount();
                        case "time_in_space" -> fields.timeInSpace();
                        case "time_docked" -> fields.timeDocked();
                        default -> 0;
                    };
            if (value instanceof Duration duration) {
                return duration.toSeconds();
            }
            return value == null ? Double.POSITIVE_INFINITY : ((Number) value).doubleValue();
        }

        private static List<String> some(Random random, List<String> all, int most) {
            return random.ints(random.nextInt(most + 1), 0, all.size())
                    .mapToObj(all::get)
                    .toList();
        }
    }

    private static Row row(Random random, long id, long status, @Nullable Long config) {
        var name = NAMES.get(random.nextInt(NAMES.size()));
        var fields = new QueryFields(
                id,
                name,
                random.nextBoolean(),
                random.nextBoolean(),
                status,
                config,
                few(random),
                few(random),
                random.nextInt(4) == 0 ? null : Duration.ofDays(random.nextInt(12)),
                random.nextInt(4) == 0 ? null : Duration.ofHours(random.nextInt(3)),
                new QueryFields.SearchTexts(name.toUpperCase(Locale.ROOT), config == null ? null : "CREW DRAGON 2"));
        var json = SpacecraftJson.of("{}".getBytes(UTF_8));
        var reading = new TrackedSpacecraft(
                new Spacecraft(id, name, null, null, null),
                null,
                new TrackedState(false, new Status(status, null), null, null));
        return new Row(reading, fields, json, json);
    }

    private static @Nullable Long few(Random random) {
        return random.nextInt(4) == 0 ? null : (long) random.nextInt(4);
    }
}
