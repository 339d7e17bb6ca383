package io.github.spacecrafttracker.service.lifecycle;

/**
 * The exit code of a service. If a signal ends the process, the code is 128 plus the signal's
 * number instead.
 */
public enum ExitCode {
    /** An orderly end. */
    STOPPED(0),
    /** A failure while the service was running. */
    FAILED(1),
    /** Invalid settings. */
    SETTINGS(2),
    /** An external cause prevented the start. */
    START(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
