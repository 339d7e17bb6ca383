package io.github.spacecrafttracker.streams.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.streams.changes.ChangeRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes server-sent events (HTML standard, section 9.2). For one thread. */
final class Frames {
    private static final byte[] EVENT = "\nevent: ".getBytes(UTF_8);
    private static final byte[] DATA = "\ndata: ".getBytes(UTF_8);
    private static final byte[] END = "\n\n".getBytes(UTF_8);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A change; its id is the cursor after it. */
    Frames change(ChangeRecord change, String cursor) {
        text("id: " + cursor);
        bytes.writeBytes(EVENT);
        text(change.type());
        bytes.writeBytes(DATA);
        bytes.writeBytes(change.event());
        bytes.writeBytes(END);
        return this;
    }

    /** No event, but from now on a client that was cut off goes on here: an id without data moves what it sends as {@code Last-Event-ID}. */
    Frames cursor(String cursor) {
        text("id: " + cursor + "\n\n");
        return this;
    }

    /** How long a client waits that was cut off before it comes back. */
    Frames retry(int millis) {
        text("retry: " + millis + "\n");
        return this;
    }

    /** What keeps proxies and clients from taking the silence for a fault. */
    Frames comment() {
        text(":\n\n");
        return this;
    }

    /** Said before the server ends the stream. It has no id, so that the client's cursor stays. */
    Frames closing(String reason) {
        text("event: closing\ndata: {\"reason\":\"" + reason + "\"}\n\n");
        return this;
    }

    int size() {
        return bytes.size();
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private void text(String text) {
        bytes.writeBytes(text.getBytes(UTF_8));
    }
}
