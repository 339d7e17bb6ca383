package io.github.spacecrafttracker.streams.http;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The base URL of links: the public URL from the settings, or the address that the client used.
 *
 * @param fixed the public URL without a slash at its end; empty if links use the client's address
 */
public record BaseUrl(Optional<String> fixed) {
    /**
     * The error detail if the request's {@code Host} is not valid, so that links cannot be written.
     */
    public static final String NO_HOST = "Invalid Host header.";

    // A name or an address, and a port (RFC 9110, section 7.2). Links contain it, so nothing else
    // is accepted.
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

    /** @param publicUrl empty if links use the address that the client used */
    public static BaseUrl of(Optional<URI> publicUrl) {
        return new BaseUrl(publicUrl.map(url -> url.toString().replaceAll("/+$", "")));
    }

    /** Returns the path of the public URL, such as {@code /tracker}; usually empty. */
    public String prefix() {
        return fixed.map(url -> URI.create(url).getRawPath()).orElse("");
    }

    /**
     * Returns the base URL of a link, up to the path.
     *
     * @param host the request's {@code Host}; null if the header is missing
     * @return empty if the host is not valid
     */
    public Optional<String> forRequest(String scheme, @Nullable String host) {
        if (fixed.isPresent()) {
            return fixed;
        }
        return host != null && HOST.matcher(host).matches() ? Optional.of(scheme + "://" + host) : Optional.empty();
    }
}
