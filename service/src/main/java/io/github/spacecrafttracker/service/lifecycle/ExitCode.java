package io.github.spacecrafttracker.service.lifecycle;

/** What a service's process says when it ends by itself; ended by a signal, it is 128 plus the signal's number. */
public enum ExitCode {
    /** It ended in order. */
    STOPPED(0),
    /** It died while it was running. */
    FAILED(1),
    /** Its settings are faulty. */
    SETTINGS(2),
    /** Something outside kept it from starting. */
    START(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
