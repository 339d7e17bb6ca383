package io.github.spacecrafttracker.streams.http.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.streams.changelog.ChangeRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes server-sent events (HTML standard, section 9.2). Not thread-safe. */
final class SseWriter {
    private static final byte[] EVENT = "\nevent: ".getBytes(UTF_8);
    private static final byte[] DATA = "\ndata: ".getBytes(UTF_8);
    private static final byte[] END = "\n\n".getBytes(UTF_8);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Writes a change. Its id is the cursor of the position after the change. */
    SseWriter change(ChangeRecord change, String cursor) {
        text("id: " + cursor);
        bytes.writeBytes(EVENT);
        text(change.type());
        bytes.writeBytes(DATA);
        bytes.writeBytes(change.event());
        bytes.writeBytes(END);
        return this;
    }

    /**
     * Writes an id without data: no event is dispatched, but the client's {@code Last-Event-ID}
     * advances.
     */
    SseWriter cursor(String cursor) {
        text("id: " + cursor + "\n\n");
        return this;
    }

    /** Sets the time that a client waits before it reconnects. */
    SseWriter retry(int millis) {
        text("retry: " + millis + "\n");
        return this;
    }

    /** Writes a comment, so that proxies and clients do not mistake silence for an error. */
    SseWriter comment() {
        text(":\n\n");
        return this;
    }

    /**
     * Announces that the server ends the stream. The event has no id, so the client keeps its
     * cursor.
     */
    SseWriter closing(String reason) {
        return closing(new Closing(reason, null, null));
    }

    /** Announces that changes after the client's cursor are no longer in memory. */
    SseWriter expired(String oldestCursor, List<String> topics) {
        return closing(new Closing("cursor-expired", oldestCursor, topics));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Closing(
            String reason,
            @Nullable String oldestCursor,
            @Nullable List<String> topics) {}

    private SseWriter closing(Closing closing) {
        text("event: closing\ndata: ");
        bytes.writeBytes(Json.MAPPER.writeValueAsBytes(closing));
        bytes.writeBytes(END);
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
