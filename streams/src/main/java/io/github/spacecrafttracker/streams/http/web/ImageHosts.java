package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.service.config.Environment;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts from which the pages may load images over https.
 *
 * @param names host names in lower case; if empty, no images are shown
 */
public record ImageHosts(List<String> names) {
    /** The hosts of images in the replies of Launch Library 2. */
    public static final ImageHosts OF_LL2 = new ImageHosts(
            List.of("thespacedevs-prod.nyc3.digitaloceanspaces.com", "thespacedevs-dev.nyc3.digitaloceanspaces.com"));

    private static final String SETTING = "IMAGE_HOSTS";
    private static final String NONE = "none";

    // The names become part of a header, in which a space or a semicolon has a meaning.
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,252})");

    public ImageHosts {
        names = List.copyOf(names);
    }

    /** Reads the setting. An invalid value is reported to the environment. */
    public static ImageHosts from(Environment environment) {
        var text = environment.text(SETTING, String.join(",", OF_LL2.names()));
        var names = text.equals(NONE)
                ? List.<String>of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            environment.addError(SETTING + " must be host names in lower case, separated by commas, such as"
                    + " images.example.org, or " + NONE);
            return new ImageHosts(List.of());
        }
        return new ImageHosts(names);
    }

    /** Returns whether the pages may load the image at this URL. */
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

    /** Returns the hosts as sources for a Content Security Policy, each preceded by a space. */
    String sources() {
        return names.stream().map(name -> " https://" + name).collect(Collectors.joining());
    }
}
