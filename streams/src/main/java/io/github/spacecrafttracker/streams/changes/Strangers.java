package io.github.spacecrafttracker.streams.changes;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of records in the change topics that are no change events, for who reads each record once: of the first ones by their place, and then each time when
 * they are ten times as many. They are there again at every start, and may be millions. For one thread at a time.
 */
final class Strangers implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);
    private static final int TOLD_BY_PLACE = 20;

    private long seen;
    private long nextTold = 100;

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> stranger) {
        seen++;
        if (seen <= TOLD_BY_PLACE) {
            LOG.warn(
                    "{}, partition {}, offset {} is no change event and is passed over: see who else writes to this topic",
                    stranger.topic(),
                    stranger.partition(),
                    stranger.offset());
        } else if (seen == nextTold) {
            nextTold *= 10;
            LOG.warn(
                    "{} records are no change events and were passed over so far, the last of them {}, partition {}, offset {}",
                    seen,
                    stranger.topic(),
                    stranger.partition(),
                    stranger.offset());
        }
    }
}
