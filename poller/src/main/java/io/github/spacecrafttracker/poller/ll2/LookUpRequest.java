package io.github.spacecrafttracker.poller.ll2;

/**
 * One spacecraft, by its id.
 *
 * @param mode of the snapshot: {@code normal} or {@code detailed}. Upstream always answers in detail (LL2 contract, section 1)
 */
public record LookUpRequest(long id, String mode) implements Request {

    @Override
    public String pathAndQuery() {
        return "/spacecraft/" + id + "/";
    }

    boolean projects() {
        return mode.equals("normal");
    }
}
