package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.change.ChangeType;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all pages share: where this server's paths are, and where pictures may come from.
 *
 * @param prefix of all paths, if a proxy removes one; usually empty
 */
record Site(String prefix, ImageHosts images) {
    String path(String path) {
        return prefix + path;
    }

    String spacecraft(long id) {
        return path("/spacecraft/" + id);
    }

    /** The types of the feed's events, separated by spaces. */
    static String changeTypes() {
        return Stream.of(ChangeType.values()).map(ChangeType::ceType).collect(Collectors.joining(" "));
    }

    /** A page loads from this server alone, and pictures from their hosts. */
    String contentSecurityPolicy() {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'" + images.sources()
                + "; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }
}
