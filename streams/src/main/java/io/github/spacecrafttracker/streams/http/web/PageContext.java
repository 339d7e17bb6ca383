package io.github.spacecrafttracker.streams.http.web;

import io.github.spacecrafttracker.change.ChangeType;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The context of all pages: the paths of this server and the hosts of images.
 *
 * @param prefix the prefix of all paths that a proxy removes from requests; usually empty
 */
record PageContext(String prefix, ImageHosts images) {
    String path(String path) {
        return prefix + path;
    }

    String spacecraft(long id) {
        return path("/spacecraft/" + id);
    }

    /** Returns the types of the feed's events, separated by spaces. */
    static String changeTypes() {
        return Stream.of(ChangeType.values()).map(ChangeType::ceType).collect(Collectors.joining(" "));
    }

    /**
     * Returns the policy of all pages, which may load files only from this server, and images also
     * from the allowed hosts.
     */
    String contentSecurityPolicy() {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'" + images.sources()
                + "; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }
}
