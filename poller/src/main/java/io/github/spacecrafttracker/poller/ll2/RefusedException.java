package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.poll.Outcome;

/** A reply that is not believed. Its message is one clause for the report. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    RefusedException(Outcome outcome, String detail) {
        super(detail, null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
