package io.github.spacecrafttracker.streams.http;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What links begin with: the URL that the operator set, or else the address that the client used.
 *
 * @param fixed what the operator set, without a slash at its end
 */
public record BaseUrl(Optional<String> fixed) {
    /** What is said where a request names no host that can be linked to. */
    public static final String NO_HOST = "Invalid Host header.";

    // A name or an address, and a port. It is echoed in links, so nothing else may pass (RFC 9110, section 7.2).
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

    /** @param publicUrl empty: links begin with what each request was sent to */
    public static BaseUrl of(Optional<URI> publicUrl) {
        return new BaseUrl(publicUrl.map(url -> url.toString().replaceAll("/+$", "")));
    }

    /** What stands before all paths at the URL that the operator set, such as {@code /tracker}; most often empty. */
    public String prefix() {
        return fixed.map(url -> URI.create(url).getRawPath()).orElse("");
    }

    /**
     * The start of a link, up to the path.
     *
     * @param host the request's {@code Host}; null where it has none
     * @return empty where the host is none that can be linked to
     */
    public Optional<String> forRequest(String scheme, @Nullable String host) {
        if (fixed.isPresent()) {
            return fixed;
        }
        return host != null && HOST.matcher(host).matches() ? Optional.of(scheme + "://" + host) : Optional.empty();
    }
}
