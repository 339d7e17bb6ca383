package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.poll.Outcome;
import io.github.spacecrafttracker.poller.ll2.Row.Sound;
import io.github.spacecrafttracker.snapshot.NormalProjection;

/** What the page of one spacecraft shows. */
final class SpacecraftObject {
    private SpacecraftObject() {}

    /** @throws RefusedException if it is not the one that was asked for */
    static Row read(byte[] body, LookUpRequest request) throws RefusedException {
        var fields = JsonBody.fields(body);
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
            var detail = JsonBody.fields(body).get("detail");
            return detail != null && detail.length > 0 && detail[0] == '"';
        } catch (RefusedException e) {
            return false;
        }
    }
}
