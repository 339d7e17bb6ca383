package io.github.spacecrafttracker.service.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A strong entity tag (RFC 9110, section 8.8.3): a hash of the body and the name of its content coding, so that it changes exactly when one of them does.
 *
 * @param value as the header has it, in quotes
 */
record EntityTag(String value) {
    private static final int BYTES = 16;
    // One of a list, whether weak or not.
    private static final Pattern LISTED = Pattern.compile("(?:^|,)[ \\t]*(?:W/)?(\"[^\"]*\")");

    /** @param body before it is coded: what a coder makes of it may differ from one release to the next */
    static EntityTag of(byte[] body, ContentCoding coding) {
        var hash = HexFormat.of().formatHex(Arrays.copyOf(sha256().digest(body), BYTES));
        return new EntityTag("\"" + hash + coding.suffix() + "\"");
    }

    /**
     * Whether the client has it already, by the weak comparison that {@code If-None-Match} is for (RFC 9110, section 13.1.2).
     *
     * @param ifNoneMatch the values of that header, none if it was not sent
     */
    boolean matches(Collection<String> ifNoneMatch) {
        return ifNoneMatch.stream().anyMatch(known -> known.strip().equals("*") || lists(known));
    }

    private boolean lists(String known) {
        return LISTED.matcher(known).results().anyMatch(tag -> tag.group(1).equals(value));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
