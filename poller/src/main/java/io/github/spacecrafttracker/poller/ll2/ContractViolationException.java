package io.github.spacecrafttracker.poller.ll2;

import io.github.spacecrafttracker.poll.Outcome;

/**
 * The body of a reply does not conform to the contract of Launch Library 2. The message is one clause
 * for the report.
 */
final class ContractViolationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    ContractViolationException(Outcome outcome, String detail) {
        super(detail, null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
