package io.github.spacecrafttracker.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.spacecrafttracker.change.Kind;
import io.github.spacecrafttracker.topic.Topic.Partitions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The topics and their settings are a contract with subscribers. */
class TopicsTest {
    private static final Topics TOPICS = Topics.withPrefix("spacecraft");
    private static final String DAYS_7 = "604800000";
    private static final String DAYS_30 = "2592000000";
    private static final String YEARS_100 = "3155760000000";
    private static final String MIB_16 = "16777216";
    private static final Map<String, String> KEPT_INDEFINITELY = Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            "-1",
            "retention.bytes",
            "-1",
            "message.timestamp.type",
            "CreateTime",
            "max.message.bytes",
            MIB_16);

    static List<Arguments> table() {
        return List.of(
                arguments(
                        TOPICS.snapshots(),
                        "spacecraft.snapshots",
                        Partitions.BY_SPACECRAFT,
                        Map.of(
                                "cleanup.policy",
                                "compact",
                                "min.compaction.lag.ms",
                                DAYS_30,
                                "delete.retention.ms",
                                YEARS_100,
                                "message.timestamp.type",
                                "CreateTime",
                                "max.message.bytes",
                                MIB_16)),
                arguments(
                        TOPICS.polls(),
                        "spacecraft.polls",
                        Partitions.ONE,
                        Map.of(
                                "cleanup.policy",
                                "compact",
                                "min.compaction.lag.ms",
                                DAYS_7,
                                "message.timestamp.type",
                                "CreateTime",
                                "max.message.bytes",
                                MIB_16)),
                arguments(TOPICS.inSpace(), "spacecraft.changes.in-space", Partitions.BY_SPACECRAFT, KEPT_INDEFINITELY),
                arguments(TOPICS.status(), "spacecraft.changes.status", Partitions.BY_SPACECRAFT, KEPT_INDEFINITELY),
                arguments(TOPICS.counts(), "spacecraft.changes.counts", Partitions.BY_SPACECRAFT, KEPT_INDEFINITELY),
                arguments(
                        TOPICS.catalogue(),
                        "spacecraft.changes.catalogue",
                        Partitions.BY_SPACECRAFT,
                        KEPT_INDEFINITELY),
                arguments(TOPICS.details(), "spacecraft.changes.details", Partitions.BY_SPACECRAFT, KEPT_INDEFINITELY),
                arguments(
                        TOPICS.deadLetters(),
                        "spacecraft.dead-letters",
                        Partitions.ANY,
                        Map.of(
                                "cleanup.policy",
                                "delete",
                                "retention.ms",
                                DAYS_30,
                                "retention.bytes",
                                "-1",
                                "message.timestamp.type",
                                "CreateTime",
                                "max.message.bytes",
                                MIB_16)));
    }

    @Nested
    class Every_topic {

        @ParameterizedTest
        @MethodSource("io.github.spacecrafttracker.topic.TopicsTest#table")
        void has_its_name_partitions_and_settings(
                Topic<?, ?> topic, String name, Partitions partitions, Map<String, String> settings) {
            assertThat(topic.name()).isEqualTo(name);
            assertThat(topic.partitions()).isEqualTo(partitions);
            assertThat(topic.settings()).isEqualTo(settings);
        }

        @Test
        void is_listed_in_the_order_of_the_data_flow() {
            assertThat(TOPICS.all())
                    .isEqualTo(table().stream().map(row -> row.get()[0]).toList());
        }

        @Test
        void begins_with_its_prefix() {
            assertThat(Topics.withPrefix("a.b").all())
                    .extracting(Topic::name)
                    .allMatch(name -> name.startsWith("a.b."))
                    .doesNotHaveDuplicates()
                    .hasSize(8);
        }

        @Test
        void has_room_for_three_detailed_objects_of_4_mib() {
            assertThat(Topics.LARGEST_RECORD).isGreaterThan(3 * 4 * 1024 * 1024);
            assertThat(TOPICS.all()).allSatisfy(topic -> assertThat(topic.settings())
                    .containsEntry("max.message.bytes", Integer.toString(Topics.LARGEST_RECORD)));
        }
    }

    @Nested
    class Every_kind_of_change {

        @ParameterizedTest
        @EnumSource
        void has_a_topic_of_its_own(Kind kind) {
            assertThat(TOPICS.changes(kind).name()).isEqualTo("spacecraft.changes." + kind.topicSuffix());
        }

        @Test
        void is_listed_among_the_change_topics() {
            assertThat(Set.copyOf(TOPICS.changes()))
                    .isEqualTo(Set.of(
                            TOPICS.inSpace(), TOPICS.status(), TOPICS.counts(), TOPICS.catalogue(), TOPICS.details()));
        }
    }
}
