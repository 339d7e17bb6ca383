package io.github.spacecrafttracker.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for other threads, brokers and processes. */
public final class Waiting {
    /**
     * The maximum wait: four minutes, or the number of seconds in {@code -Dpatience}. A passing
     * test never waits that long, even on a busy machine.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("patience", 240));

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Waiting() {}

    /**
     * Returns a condition that is checked immediately and then every 50 ms, for at most {@link
     * #PATIENCE}.
     */
    public static ConditionFactory await() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(INTERVAL)
                .atMost(PATIENCE);
    }

    /** @param expectation the expectation, for the failure message */
    public static ConditionFactory await(String expectation) {
        return await().alias(expectation);
    }
}
