package io.github.spacecrafttracker.streams.http.feed;

/**
 * The maximum number of clients that may follow the feed of one instance at the same time.
 *
 * @param clients from all addresses
 * @param clientsPerAddress from one address; all clients behind a proxy have the proxy's address
 */
public record FeedLimits(int clients, int clientsPerAddress) {
    public static final FeedLimits DEFAULT = new FeedLimits(2000, 100);
}
