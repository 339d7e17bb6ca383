package io.github.spacecrafttracker.streams.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.SnapshotHeaders;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpacecraftCountCollectorTest {
    @Test
    void spacecraft_are_counted_in_total_in_space_and_by_status() throws Exception {
        assertThat(counts(
                        row(1, true, "{\"id\":1,\"name\":\"Active\"}"),
                        row(2, false, "{\"id\":1,\"name\":\"Active\"}"),
                        row(3, false, "{\"id\":2,\"name\":\"Retired\"}"),
                        row(4, false, "{\"id\":9,\"name\":null}")))
                .containsExactlyInAnyOrder(
                        "tracker_spacecraft{status=\"\",status_id=\"9\"} 1.0",
                        "tracker_spacecraft{status=\"Active\",status_id=\"1\"} 2.0",
                        "tracker_spacecraft{status=\"Retired\",status_id=\"2\"} 1.0",
                        "tracker_spacecraft_in_space 1.0",
                        "tracker_catalogue_rows 4.0");
    }

    @Test
    void the_number_in_space_of_an_empty_catalogue_is_zero() throws Exception {
        assertThat(counts()).containsExactlyInAnyOrder("tracker_spacecraft_in_space 0.0", "tracker_catalogue_rows 0.0");
    }

    @Test
    void the_label_of_a_long_status_name_is_its_beginning() throws Exception {
        var name = "\uD83D\uDE80".repeat(1000);

        assertThat(counts(row(1, false, "{\"id\":1,\"name\":\"" + name + "\"}")))
                .contains("tracker_spacecraft{status=\"" + "\uD83D\uDE80".repeat(64) + "\",status_id=\"1\"} 1.0");
    }

    @Test
    void the_100_most_frequent_statuses_are_listed_and_the_others_are_counted_together() throws Exception {
        var rows = new ArrayList<Row>();
        for (var id = 1; id <= 150; id++) {
            rows.add(row(id, false, "{\"id\":" + id + ",\"name\":\"S" + id + "\"}"));
        }
        rows.add(row(151, false, "{\"id\":150,\"name\":\"S150\"}"));

        assertThat(counts(rows.toArray(Row[]::new)))
                .filteredOn(line -> line.startsWith("tracker_spacecraft{"))
                .hasSize(101)
                .contains(
                        "tracker_spacecraft{status=\"S150\",status_id=\"150\"} 2.0",
                        "tracker_spacecraft{status=\"S1\",status_id=\"1\"} 1.0",
                        "tracker_spacecraft{status=\"others\",status_id=\"\"} 50.0");
    }

    private static List<String> counts(Row... rows) throws Exception {
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, SpacecraftCountCollector.of(new SpacecraftList(List.of(rows))));
        return Stream.of(text.toString(UTF_8).split("\n"))
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .toList();
    }

    private static Row row(long id, boolean inSpace, String status) throws Exception {
        var value = ("{\"id\":" + id + ",\"in_space\":" + inSpace + ",\"status\":" + status + "}").getBytes(UTF_8);
        var headers = new SnapshotHeaders(1, "page", "https://ll.thespacedevs.com/2.3.0", 1, true, Instant.EPOCH);
        return Row.of(new Snapshot(id, value, headers, Instant.EPOCH), value);
    }
}
