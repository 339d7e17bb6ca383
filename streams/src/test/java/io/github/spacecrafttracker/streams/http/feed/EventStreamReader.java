package io.github.spacecrafttracker.streams.http.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Parses one reply of the feed from byte sequences of any length: the headers, the chunks (RFC
 * 9112, section 7.1) and the events in the chunks (HTML standard, section 9.2.6). Not thread-safe.
 */
final class EventStreamReader {
    private enum Part {
        HEAD,
        CHUNK_SIZE,
        CHUNK,
        END_OF_CHUNK,
        END
    }

    private final Consumer<String> cursors;
    private final Consumer<FeedClient.Event> events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private Part part = Part.HEAD;
    private int chunkBytesLeft;
    private String statusLine = "";
    private String id = "";
    private String type = "";
    private String data = "";

    /**
     * @param cursors receives each new value of {@code Last-Event-ID}, before the event that it
     *     belongs to
     * @param events receives each complete event of any type
     */
    EventStreamReader(Consumer<String> cursors, Consumer<FeedClient.Event> events) {
        this.cursors = cursors;
        this.events = events;
    }

    void read(ByteBuffer bytes) {
        while (bytes.hasRemaining() && part != Part.END) {
            if (part == Part.CHUNK) {
                readChunk(bytes);
            } else {
                byte next = bytes.get();
                if (next == '\n') {
                    endLine(line.toString(ISO_8859_1).strip());
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        }
    }

    /** Returns the status code; empty before the reply has begun. */
    String status() {
        return statusLine.isEmpty() ? "" : statusLine.split(" ", 3)[1];
    }

    /**
     * Returns whether the reply is complete: the server rejected the request or ended the stream.
     */
    boolean hasEnded() {
        return part == Part.END;
    }

    private void endLine(String ended) {
        switch (part) {
            case HEAD -> {
                if (statusLine.isEmpty()) {
                    statusLine = ended;
                } else if (ended.isEmpty()) {
                    part = status().equals("200") ? Part.CHUNK_SIZE : Part.END;
                }
            }
            case CHUNK_SIZE -> {
                chunkBytesLeft = Integer.parseInt(ended, 16);
                part = chunkBytesLeft == 0 ? Part.END : Part.CHUNK;
            }
            default -> part = Part.CHUNK_SIZE;
        }
    }

    private void readChunk(ByteBuffer bytes) {
        while (bytes.hasRemaining() && chunkBytesLeft > 0) {
            chunkBytesLeft--;
            byte next = bytes.get();
            if (next == '\n') {
                field(text.toString(UTF_8));
                text.reset();
            } else {
                text.write(next);
            }
        }
        if (chunkBytesLeft == 0) {
            part = Part.END_OF_CHUNK;
        }
    }

    private void field(String field) {
        if (field.isEmpty()) {
            if (!id.isEmpty()) {
                cursors.accept(id);
            }
            if (!data.isEmpty()) {
                events.accept(new FeedClient.Event(id, type, data));
            }
            type = "";
            data = "";
        } else if (field.startsWith("id: ")) {
            id = field.substring(4);
        } else if (field.startsWith("event: ")) {
            type = field.substring(7);
        } else if (field.startsWith("data: ")) {
            data = field.substring(6);
        }
    }
}
