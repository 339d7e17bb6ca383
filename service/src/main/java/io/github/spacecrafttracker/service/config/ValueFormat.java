package io.github.spacecrafttracker.service.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The format of a setting's value.
 *
 * @param expected completes the sentence "set it to"
 * @param parser returns empty for an invalid value
 */
record ValueFormat<T>(String expected, Function<String, Optional<T>> parser) {
    static final ValueFormat<Path> PATH = new ValueFormat<>("the path of a file or directory", ValueFormat::asPath);
    static final ValueFormat<URI> HTTP_URL = new ValueFormat<>(
            "a URL such as https://example.org/path, without user name, query and fragment",
            value -> asUrl(value).filter(ValueFormat::isPlainHttp));
    static final ValueFormat<String> HOST_AND_PORT = text(
            Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):[0-9]{1,5}").asMatchPredicate(),
            "a host and a port, such as tracker-1.example:8080");

    /** Returns the format of an integer in decimal digits; both limits are inclusive. */
    static ValueFormat<Integer> integer(int min, int max) {
        return new ValueFormat<>("a whole number from " + min + " to " + max, value -> asInteger(value)
                .filter(number -> min <= number && number <= max));
    }

    static ValueFormat<String> text(Predicate<String> rule, String expected) {
        return new ValueFormat<>(expected, value -> Optional.of(value).filter(rule));
    }

    private static Optional<Integer> asInteger(String value) {
        try {
            return Optional.of(Integer.valueOf(value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> asPath(String value) {
        try {
            return Optional.of(Path.of(value));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<URI> asUrl(String value) {
        try {
            return Optional.of(new URI(value));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlainHttp(URI url) {
        return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
                && url.getHost() != null
                && url.getPort() <= 65_535
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
