package io.github.spacecrafttracker.poller.ll2;

/**
 * One page of a list of spacecraft, in the order of their ids.
 *
 * @param offset how many rows lie before it
 * @param mode {@code normal} or {@code detailed}
 * @param inSpace whether only those in space are listed
 */
public record PageRequest(long offset, String mode, boolean inSpace) implements Request {
    /** The most that Launch Library 2 gives in one page (LL2 contract, section 1). */
    public static final int LIMIT = 100;

    /** Returns the number of requests that read so many rows, at least one. Consecutive pages overlap by a row. */
    public static int pages(int rows) {
        var step = LIMIT - 1;
        return Math.max(1, (rows - 1 + step - 1) / step);
    }

    /** Ordered by id, because Launch Library 2 has no order of its own and pages of an unordered list hide rows. */
    @Override
    public String pathAndQuery() {
        var filter = inSpace ? "in_space=true&" : "";
        return "/spacecraft/?" + filter + "limit=" + LIMIT + "&mode=" + mode + "&offset=" + offset + "&ordering=id";
    }
}
