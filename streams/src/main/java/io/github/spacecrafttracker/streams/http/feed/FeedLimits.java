package io.github.spacecrafttracker.streams.http.feed;

/**
 * How many clients may follow the feed of one instance at a time.
 *
 * @param clients in all
 * @param clientsPerAddress from one address; behind a proxy all have the proxy's
 */
public record FeedLimits(int clients, int clientsPerAddress) {
    /** Unless an operator says otherwise. */
    public static final FeedLimits ORDINARY = new FeedLimits(2000, 100);
}
