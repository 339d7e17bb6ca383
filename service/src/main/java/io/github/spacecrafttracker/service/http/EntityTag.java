package io.github.spacecrafttracker.service.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A strong entity tag (RFC 9110, section 8.8.3): a hash of the body and the name of its content
 * coding. It changes if and only if one of them does, and is the same on every instance.
 *
 * @param value of the header, in quotes
 */
record EntityTag(String value) {
    private static final int HASH_BYTES = 16;
    // An element of a list, weak or strong.
    private static final Pattern ELEMENT = Pattern.compile("(?:^|,)[ \\t]*(?:W/)?(\"[^\"]*\")");

    /** @param body not encoded, because two releases of a compressor may encode it differently */
    static EntityTag of(byte[] body, ContentCoding coding) {
        var hash = HexFormat.of().formatHex(Arrays.copyOf(sha256().digest(body), HASH_BYTES));
        return new EntityTag("\"" + hash + coding.suffix() + "\"");
    }

    /**
     * Returns whether the client has this form of the body, by weak comparison, as {@code
     * If-None-Match} requires (RFC 9110, section 13.1.2).
     *
     * @param ifNoneMatch the values of that header, empty if it was not sent
     */
    boolean matches(Collection<String> ifNoneMatch) {
        return ifNoneMatch.stream().anyMatch(tags -> tags.strip().equals("*") || isIn(tags));
    }

    private boolean isIn(String tags) {
        return ELEMENT.matcher(tags).results().anyMatch(tag -> tag.group(1).equals(value));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
