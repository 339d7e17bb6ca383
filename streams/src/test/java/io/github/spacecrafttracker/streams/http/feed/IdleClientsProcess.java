package io.github.spacecrafttracker.streams.http.feed;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A process with clients that wait for changes. It prints the numbers of clients that are connected
 * and that have received a change.
 */
final class IdleClientsProcess {
    private static final long INTERVAL_MILLIS = 200;

    private IdleClientsProcess() {}

    /** @param arguments the port and the number of clients */
    public static void main(String[] arguments) throws Exception {
        var count = Integer.parseInt(arguments[1]);
        var clients = IntStream.range(0, count)
                .mapToObj(number -> new Follower(number, "now", connection -> FeedQuery.ALL, 0))
                .toList();
        try (var pool = new ClientPool(List.of(Integer.parseInt(arguments[0])))) {
            clients.forEach(pool::add);
            Executors.newSingleThreadScheduledExecutor()
                    .scheduleWithFixedDelay(() -> report(clients), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS)
                    .get();
        }
    }

    private static void report(List<Follower> clients) {
        System.out.println(
                "connected " + clients.stream().filter(Follower::isConnected).count());
        System.out.println(
                "received " + clients.stream().filter(Follower::hasReceived).count());
    }
}
