package io.github.spacecrafttracker.streams.http.ll2.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * A style sheet that stands in its page, and is allowed there by its hash (Content Security Policy, level 3, section 2.3.1).
 *
 * @param hash such as {@code sha256-…}
 */
record StyleSheet(String css, String hash) {
    static StyleSheet ofPages() {
        try (var resource = StyleSheet.class.getResourceAsStream("page.css")) {
            var css = Objects.requireNonNull(resource, "page.css").readAllBytes();
            var hash = MessageDigest.getInstance("SHA-256").digest(css);
            return new StyleSheet(
                    new String(css, UTF_8), "sha256-" + Base64.getEncoder().encodeToString(hash));
        } catch (IOException e) {
            throw new UncheckedIOException("page.css cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
