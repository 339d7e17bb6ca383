package io.github.spacecrafttracker.streams.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Who follows the feed of this instance, and how many of them wait for changes that are no longer in memory. */
public final class FeedGauges implements MeterBinder {
    /** Clients that follow. */
    public static final String CLIENTS = "tracker.feed.clients";

    /** Readings of older changes that wait for a thread. */
    public static final String CATCHING_UP = "tracker.feed.catching.up";

    private final Subscribers subscribers;

    public FeedGauges(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(CLIENTS, subscribers, Subscribers::count)
                .description("Clients that follow the feed")
                .register(registry);
        Gauge.builder(CATCHING_UP, subscribers, Subscribers::catchingUp)
                .description("Clients of the feed whose older changes wait to be read")
                .register(registry);
    }
}
