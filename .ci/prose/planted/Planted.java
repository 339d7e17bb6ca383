/**
 * What the linter finds in Java: each sentence of this class that breaks a rule.
 *
 * <p>The sink is told of each record, and {@code told} is code. The catalogue is read anew. Whoever
 * asks gets the rows. A spacecraft is in space no
 * more. What is written besides is lost. It reads nothing meanwhile.
 */
class Planted {
    // It waits for ever, thereby the client ends. The row stays as it was.
    static final String STORED = "Both lie in a directory." + " Which one stands in the log.";

    /** Returns null where there is nothing, and throws if the value is none, or is no number. */
    void a_row_that_is_no_spacecraft_is_skipped() {
        throw new IllegalStateException(
                "The request is refused, for it is too late; else it would be a " + "fault of the settings");
    }

    // Of all folders one is read. A misspelt name, a stranger's record or a blank is refused.
    // The service is unwell because the broker does not let us in, and the the log shows it.
    Object names = rows.map(it -> it.name()).filter(told::contains);

    /* A comment that goes on and on until it is longer than any line of prose in this repository may be. */
    /*
     * A line that a formatter broke
     * is joined with the next.
     */

    /**
     * Returns the text that no rule rejects: there is no limit, it is no longer open, and it cannot
     * tell. The time lies between two polls. As it was sent.
     *
     * @param folder of the log
     */
    String allowed(String folder) {
        return new Names("told", /* isAllowed= */ true, List.of("a call whose line is longer than that of prose"));
    }
}
