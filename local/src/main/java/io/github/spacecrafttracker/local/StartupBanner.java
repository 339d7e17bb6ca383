package io.github.spacecrafttracker.local;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.service.management.ManagementServer;
import io.github.spacecrafttracker.streams.StreamsService;
import java.util.List;

/** What a stranger needs to know first: where things listen, and what to try. */
record StartupBanner(LocalSettings settings, EmbeddedBroker broker, StreamsService streams, ManagementServer poller) {
    List<String> lines() {
        var page = "http://127.0.0.1:" + streams.port() + "/";
        var api = page + "2.3.0/spacecraft/";
        return List.of(
                "",
                settings.madeUp()
                        ? "spacecraft-tracker: 19 spacecraft as Launch Library 2 showed them, and then a MADE-UP scenario."
                        : "spacecraft-tracker: follows " + settings.poller().source() + ", " + limit() + ".",
                "",
                "  Kafka    " + broker.bootstrapServers() + "   topics " + settings.topicPrefix() + ".changes.*",
                "  page     " + page,
                "  API      " + api,
                "  health   http://127.0.0.1:" + streams.managementPort()
                        + "/health/ready, of the poller http://127.0.0.1:" + poller.port()
                        + "/health/ready; /metrics beside them",
                "  data     " + settings.folder().toAbsolutePath().normalize(),
                "",
                "Try:",
                "  " + list(api),
                "  " + subscription(broker.bootstrapServers(), settings.topicPrefix()),
                "",
                "Data: The Space Devs (https://thespacedevs.com). Ctrl-C ends it.",
                "");
    }

    /** For a shell: a question mark would be a pattern. */
    static String list(String api) {
        return "curl '" + api + "?limit=3'";
    }

    static String subscription(String bootstrapServers, String topicPrefix) {
        return "kafka-console-consumer.sh --bootstrap-server " + bootstrapServers + " --include '"
                + topicPrefix.replace(".", "\\.")
                + "\\.changes\\..*' --from-beginning --isolation-level read_committed";
    }

    private String limit() {
        var set = settings.poller().requestsPerHour();
        return set.isPresent() ? "at most " + set.getAsInt() + " requests an hour" : "as often as it allows";
    }
}
