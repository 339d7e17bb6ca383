package io.github.spacecrafttracker.streams.http.feed;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A process of clients that follow and wait: its lines tell how many have their first cursor, and then how many have something. */
final class IdleSwarm {
    private static final long EVERY_MILLIS = 200;

    private IdleSwarm() {}

    /** @param arguments the port and the count */
    public static void main(String[] arguments) throws Exception {
        var count = Integer.parseInt(arguments[1]);
        var clients = IntStream.range(0, count)
                .mapToObj(number -> new Follower(number, "now", connection -> Wanted.ALL, 0))
                .toList();
        try (var swarm = new Swarm(List.of(Integer.parseInt(arguments[0])))) {
            clients.forEach(swarm::add);
            Executors.newSingleThreadScheduledExecutor()
                    .scheduleWithFixedDelay(() -> tell(clients), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS)
                    .get();
        }
    }

    private static void tell(List<Follower> clients) {
        System.out.println(
                "connected " + clients.stream().filter(Follower::isConnected).count());
        System.out.println(
                "received " + clients.stream().filter(Follower::hasSome).count());
    }
}
