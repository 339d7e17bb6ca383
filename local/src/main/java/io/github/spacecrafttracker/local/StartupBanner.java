package io.github.spacecrafttracker.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first output of the local run: its addresses, and commands to try. */
record StartupBanner(
        LocalSettings settings,
        String bootstrapServers,
        int httpPort,
        int streamsManagementPort,
        int pollerManagementPort) {
    private static final String ATTRIBUTION = "Data from The Space Devs (https://thespacedevs.com).";

    /** Returns the banner for a terminal. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("spacecraft-tracker: " + upstream());
        lines.add("");
        facts().forEach((name, value) -> lines.add("  %-8s %s".formatted(name, value)));
        lines.addAll(List.of(
                "",
                "Try:",
                "  " + listCommand(api()),
                "  " + subscribeCommand(bootstrapServers, settings.topicPrefix()),
                "",
                ATTRIBUTION + " Press Ctrl-C to stop.",
                ""));
        return lines;
    }

    /** Returns the facts of the banner, one per log line. */
    List<String> logLines() {
        var lines = new ArrayList<String>();
        lines.add(upstream());
        facts().forEach((name, value) -> lines.add(name + ": " + value));
        lines.add(ATTRIBUTION);
        return lines;
    }

    /** Quotes the URL because a shell treats a question mark as a pattern. */
    static String listCommand(String api) {
        return "curl '" + api + "?limit=3'";
    }

    static String subscribeCommand(String bootstrapServers, String topicPrefix) {
        return "kafka-console-consumer.sh --bootstrap-server " + bootstrapServers + " --include '"
                + topicPrefix.replace(".", "\\.")
                + "\\.changes\\..*' --from-beginning --isolation-level read_committed";
    }

    private Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("Kafka", bootstrapServers + ", topics " + settings.topicPrefix() + ".changes.*");
        facts.put("page", url(httpPort));
        facts.put("API", api());
        facts.put("streams", management(streamsManagementPort));
        facts.put("poller", management(pollerManagementPort));
        facts.put("data", settings.directory().toAbsolutePath().normalize().toString());
        return facts;
    }

    private String upstream() {
        if (settings.isMadeUp()) {
            return "19 spacecraft as recorded from Launch Library 2, followed by a MADE-UP scenario.";
        }
        var cap = settings.poller().requestsPerHour();
        return "following " + settings.poller().source()
                + (cap.isPresent()
                        ? ", with at most " + cap.getAsInt() + " requests an hour."
                        : ", as often as its rate limit allows.");
    }

    private String api() {
        return url(httpPort) + "2.3.0/spacecraft/";
    }

    private static String management(int port) {
        return url(port) + "health/ready and " + url(port) + "metrics";
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port + "/";
    }
}
