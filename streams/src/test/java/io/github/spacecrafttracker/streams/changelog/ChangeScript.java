package io.github.spacecrafttracker.streams.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.change.ChangeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The changes of spacecraft 4, each written as one word. Change n has the observation n and was
 * observed n minutes after {@link #START}.
 */
final class ChangeScript {
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private ChangeScript() {}

    static List<ChangeRecord> changes(String script) {
        var changes = new ArrayList<ChangeRecord>();
        for (var word :
                Stream.of(script.split(" ", -1)).filter(word -> !word.isEmpty()).toList()) {
            changes.add(change(word, changes.size() + 1));
        }
        return changes;
    }

    private static ChangeRecord change(String word, int observation) {
        var type =
                switch (word.replaceAll("-.*", "")) {
                    case "entered" -> ChangeType.ENTERED_SPACE;
                    case "status" -> ChangeType.STATUS_CHANGED;
                    case "counts" -> ChangeType.COUNTS_CHANGED;
                    case "appeared", "initial" -> ChangeType.APPEARED;
                    case "removed" -> ChangeType.REMOVED;
                    case "reappeared" -> ChangeType.REAPPEARED;
                    default -> ChangeType.LEFT_SPACE;
                };
        var inSpace = word.endsWith("-in") || word.equals("entered");
        var data =
                "{\"spacecraft\":{\"id\":%d,\"name\":\"S4\"},\"before\":%s,\"after\":%s,\"initial\":%s,\"observed_at\":\"%s\",%s\"observation\":%d}"
                        .formatted(
                                word.equals("of-another") ? 5 : 4,
                                word.startsWith("removed") ? "{\"in_space\":" + inSpace + "}" : "null",
                                word.startsWith("removed") ? "null" : "{\"in_space\":" + inSpace + "}",
                                word.startsWith("initial"),
                                START.plusSeconds(60L * observation),
                                observation == 1
                                        ? ""
                                        : "\"previous_observed_at\":\"" + START.plusSeconds(60L * (observation - 1))
                                                + "\",",
                                observation);
        var event = word.equals("garbled") ? "{\"data\":[]}" : "{\"id\":\"1\",\"subject\":\"4\",\"data\":" + data + "}";
        return new ChangeRecord(
                0,
                observation,
                START,
                type.kind(),
                word.equals("unknown-type") ? "io.example.v9" : type.ceType(),
                "4",
                observation,
                event.getBytes(UTF_8));
    }
}
