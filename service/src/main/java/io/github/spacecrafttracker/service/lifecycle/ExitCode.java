package io.github.spacecrafttracker.service.lifecycle;

/**
 * The exit code of a service that ends by itself. If a signal ends it, the code is 128 plus the
 * signal's number.
 */
public enum ExitCode {
    /** An orderly end. */
    STOPPED(0),
    /** A failure while it was running. */
    FAILED(1),
    /** Invalid settings. */
    SETTINGS(2),
    /** Something outside the process prevented the start. */
    START(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
