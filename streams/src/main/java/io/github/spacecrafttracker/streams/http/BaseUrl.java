package io.github.spacecrafttracker.streams.http;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The prefix of links: the public URL that the operator set, or the address that the client used.
 *
 * @param fixed the public URL, without a slash at its end
 */
public record BaseUrl(Optional<String> fixed) {
    /** The detail of the reply if links cannot be written, because the request names no valid host. */
    public static final String NO_HOST = "Invalid Host header.";

    // A name or an address, and a port. It is echoed in links, so nothing else may pass (RFC 9110, section 7.2).
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

    /** @param publicUrl empty: links begin with the address that each request was sent to */
    public static BaseUrl of(Optional<URI> publicUrl) {
        return new BaseUrl(publicUrl.map(url -> url.toString().replaceAll("/+$", "")));
    }

    /** The path of the public URL, such as {@code /tracker}, which precedes all paths; usually empty. */
    public String prefix() {
        return fixed.map(url -> URI.create(url).getRawPath()).orElse("");
    }

    /**
     * Returns the start of a link, up to the path.
     *
     * @param host the request's {@code Host}; null if it has none
     * @return empty if the host is not valid
     */
    public Optional<String> forRequest(String scheme, @Nullable String host) {
        if (fixed.isPresent()) {
            return fixed;
        }
        return host != null && HOST.matcher(host).matches() ? Optional.of(scheme + "://" + host) : Optional.empty();
    }
}
