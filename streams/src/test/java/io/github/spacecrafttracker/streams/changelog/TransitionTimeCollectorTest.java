package io.github.spacecrafttracker.streams.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionTimeCollectorTest {
    private static final Pattern LINE = Pattern.compile(
            "tracker_spacecraft_transition_timestamp_seconds\\{in_space=\"(\\w+)\",spacecraft_id=\"4\",spacecraft_name=\"S4\",transition=\"(\\w+)\"} (\\S+)");

    private final LatestTransitions transitions = new LatestTransitions();

    /** Each row lists changes, one per minute, and the resulting series with their minutes. */
    @ParameterizedTest
    @CsvSource({
        "'',                                       ''",
        "appeared-out,                             appeared/false 1",
        "appeared-in,                              appeared/true 1",
        "initial-out,                              ''",
        "initial-in,                               initial/true 1",
        "initial-in status counts,                 initial/true 1",
        "initial-in left,                          left/false 2",
        "initial-out entered,                      entered/true 2",
        "initial-in left entered,                  entered/true 3; left/false 2",
        "initial-out entered left entered,         entered/true 4; left/false 3",
        "initial-in removed-in,                    removed/true 2",
        "initial-out removed-out,                  removed/false 2",
        "initial-in removed-in reappeared-in,      reappeared/true 3; removed/true 2",
        "initial-in removed-in reappeared-out,     reappeared/false 3; removed/true 2",
        "initial-out removed-out reappeared-in,    reappeared/true 3; removed/false 2",
    })
    void each_transition_is_exported_with_its_last_time(String script, String series) throws IOException {
        transitions.add(ChangeScript.changes(script));

        assertThat(after(Duration.ofHours(1))).isEqualTo(series);
    }

    @Test
    void the_order_in_which_topics_are_read_does_not_matter() throws IOException {
        var changes = new ArrayList<>(ChangeScript.changes("initial-out entered left entered removed-in"));
        Collections.reverse(changes);

        changes.forEach(change -> transitions.add(List.of(change)));

        assertThat(after(Duration.ofHours(1))).isEqualTo("entered/true 4; left/false 3; removed/true 5");
    }

    @ParameterizedTest
    @CsvSource({
        "initial-out entered,  6,  entered/true 2",
        "initial-out entered,  60, entered/true 2",
        "initial-in,           60, initial/true 1",
        "initial-in left,      6,  left/false 2",
        "initial-in left,      8,  ''",
        "appeared-in removed-in, 8, ''",
    })
    void spacecraft_in_space_are_always_exported_and_others_for_a_week(String script, int days, String series)
            throws IOException {
        transitions.add(ChangeScript.changes(script));

        assertThat(after(Duration.ofDays(days))).isEqualTo(series);
    }

    @Test
    void the_500_spacecraft_that_changed_last_are_exported() throws IOException {
        for (var id = 1; id <= 600; id++) {
            transitions.add(appeared(id));
        }

        var lines = lines(ChangeScript.START);

        assertThat(lines)
                .hasSize(500)
                .anyMatch(line -> line.contains("\"600\""))
                .anyMatch(line -> line.contains("\"101\""));
    }

    /** The name is part of an alert's summary. */
    @ParameterizedTest
    @CsvSource({
        "Soyuz MS-27,               Soyuz MS-27",
        "'Dragon\\n\\u001b[1A\\u2028!', 'Dragon [1A !'",
        "' Shenzhou\\n',              Shenzhou",
        "'',                        Spacecraft 4",
        "' \\u0000',                 Spacecraft 4",
    })
    void a_name_is_a_single_line_and_never_empty(String inJson, String label) throws IOException {
        var one = ChangeScript.changes("appeared-in").get(0);
        var event = new String(one.event(), UTF_8).replace("\"S4\"", "\"" + inJson + "\"");
        transitions.add(List.of(
                new ChangeRecord(0, 1, ChangeScript.START, one.kind(), one.type(), "4", 1, event.getBytes(UTF_8))));

        assertThat(lines(ChangeScript.START)).singleElement().asString().contains("spacecraft_name=\"" + label + "\"");
    }

    private static List<ChangeRecord> appeared(int id) {
        var one = ChangeScript.changes("appeared-in").get(0);
        var event = new String(one.event(), UTF_8)
                .replace("\"id\":4", "\"id\":" + id)
                .replace("\"subject\":\"4\"", "\"subject\":\"" + id + "\"")
                .replace(
                        ChangeScript.START.plusSeconds(60).toString(),
                        ChangeScript.START.plusSeconds(id).toString());
        return List.of(new ChangeRecord(
                0, id, ChangeScript.START, one.kind(), one.type(), Integer.toString(id), id, event.getBytes(UTF_8)));
    }

    private String after(Duration time) throws IOException {
        return String.join(
                "; ",
                lines(ChangeScript.START.plus(time)).stream()
                        .map(LINE::matcher)
                        .filter(line -> line.matches())
                        .map(line -> line.group(2) + "/" + line.group(1) + " " + minute(line.group(3)))
                        .sorted()
                        .toList());
    }

    private static long minute(String seconds) {
        return Math.round((Double.parseDouble(seconds) - ChangeScript.START.getEpochSecond()) / 60);
    }

    private List<String> lines(Instant now) throws IOException {
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, new TransitionTimeCollector(transitions, () -> now).collect());
        return text.toString(UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .toList();
    }
}
