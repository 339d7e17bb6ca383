package io.github.spacecrafttracker.poller.turn;

/** Another poller has taken over without being asked: the brokers take nothing more of this one. */
public final class FencedException extends TurnOverException {
    private static final long serialVersionUID = 1L;

    public FencedException(Throwable cause) {
        super("another poller has taken over and fenced this one off, or its transaction took too long", cause);
    }
}
