package io.github.spacecrafttracker.bench;

/** Thrown if an argument is not a valid option. */
final class InvalidOptionException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidOptionException(String message) {
        super(message);
    }
}
