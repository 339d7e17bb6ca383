package io.github.spacecrafttracker.poller.upstream;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poller.upstream.Row.Sound;
import io.github.spacecrafttracker.snapshot.JsonSlices;
import io.github.spacecrafttracker.snapshot.NormalProjection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What the page of one spacecraft shows. */
final class SpacecraftObject {
    private SpacecraftObject() {}

    /** @throws RefusedException where it is not the one that was asked for */
    static Row read(byte[] body, LookUpRequest request) throws RefusedException {
        var fields = fields(WholeText.require(body));
        var id = WholeNumber.in(fields.get("id"));
        if (id == null) {
            throw new RefusedException(Outcome.SHAPE, "has no whole number as its id");
        }
        if (id != request.id()) {
            throw new RefusedException(Outcome.CONTRADICTION, "shows spacecraft " + id);
        }
        var row = Row.of(body);
        return row instanceof Sound sound && request.projects()
                ? new Sound(sound.id(), NormalProjection.of(sound.canonical()), sound.inSpace())
                : row;
    }

    /** Whether it says that there is none (LL2 contract, section 1). */
    static boolean isNotFound(byte[] body) {
        try {
            var fields = JsonSlices.fields(WholeText.require(body));
            var detail = fields == null ? null : fields.get("detail");
            return detail != null && detail.length > 0 && detail[0] == '"';
        } catch (JacksonException | RefusedException e) {
            return false;
        }
    }

    private static Map<String, byte[]> fields(byte[] body) throws RefusedException {
        @Nullable Map<String, byte[]> fields;
        try {
            fields = JsonSlices.fields(body);
        } catch (JacksonException e) {
            throw new RefusedException(Outcome.MALFORMED, "is not one complete JSON document");
        }
        if (fields == null) {
            throw new RefusedException(Outcome.SHAPE, "is no JSON object");
        }
        return fields;
    }
}
