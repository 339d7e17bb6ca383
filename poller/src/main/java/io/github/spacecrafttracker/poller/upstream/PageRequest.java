package io.github.spacecrafttracker.poller.upstream;

/**
 * One page of the list of spacecraft, in the order of their ids.
 *
 * @param offset how many rows lie before it
 * @param mode {@code normal} or {@code detailed}
 */
public record PageRequest(long offset, String mode) {
    /** The most that Launch Library 2 gives in one page (LL2 contract, section 1). */
    public static final int LIMIT = 100;

    /** Ordered by id, because Launch Library 2 has no order of its own and pages of an unordered list hide rows. */
    String pathAndQuery() {
        return "/spacecraft/?limit=" + LIMIT + "&mode=" + mode + "&offset=" + offset + "&ordering=id";
    }
}
