package io.github.spacecrafttracker.streams.http.ll2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * A style sheet within its page, allowed there by its hash (Content Security Policy, level 3,
 * section 2.3.1).
 *
 * @param hash such as {@code sha256-…}
 */
record StyleSheet(String css, String hash) {
    static final StyleSheet PAGE = read("page.css");

    private static StyleSheet read(String name) {
        try (var resource = StyleSheet.class.getResourceAsStream(name)) {
            var css = Objects.requireNonNull(resource, name).readAllBytes();
            var hash = MessageDigest.getInstance("SHA-256").digest(css);
            return new StyleSheet(
                    new String(css, UTF_8), "sha256-" + Base64.getEncoder().encodeToString(hash));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
