package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.service.config.Environment;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts that pictures may be loaded from, by https alone.
 *
 * @param names in lower case; none: no picture is shown
 */
public record ImageHosts(List<String> names) {
    /** Those of Launch Library 2, as its replies name them. */
    public static final ImageHosts OF_LL2 = new ImageHosts(
            List.of("thespacedevs-prod.nyc3.digitaloceanspaces.com", "thespacedevs-dev.nyc3.digitaloceanspaces.com"));

    private static final String SETTING = "IMAGE_HOSTS";
    private static final String NONE = "none";

    // It stands in a header, where a blank or a semicolon would be read as more than a host.
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,252})");

    public ImageHosts {
        names = List.copyOf(names);
    }

    /** Reads the setting; what is faulty is noted in the environment. */
    public static ImageHosts from(Environment environment) {
        var text = environment.text(SETTING, String.join(",", OF_LL2.names()));
        var names = text.equals(NONE)
                ? List.<String>of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            environment.addError(SETTING + " is not as it must be: set it to names of hosts in lower case, separated by"
                    + " commas, such as images.example.org, or to " + NONE);
            return new ImageHosts(List.of());
        }
        return new ImageHosts(names);
    }

    /** Whether a picture at that address is shown. */
    boolean allow(String url) {
        try {
            var parsed = new URI(url);
            return "https".equals(parsed.getScheme())
                    && parsed.getRawUserInfo() == null
                    && parsed.getPort() == -1
                    && parsed.getHost() != null
                    && names.contains(parsed.getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** As sources of a Content Security Policy, each with a blank before it. */
    String sources() {
        return names.stream().map(name -> " https://" + name).collect(Collectors.joining());
    }
}
