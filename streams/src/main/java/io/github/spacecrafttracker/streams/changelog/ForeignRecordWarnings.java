package io.github.spacecrafttracker.streams.changelog;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns about records in the change topics that are not change events: about each of the first ones by its offset, then
 * whenever their number has grown tenfold. They are read again at every start, and there may be millions. For one
 * thread at a time.
 */
final class ForeignRecordWarnings implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private static final Logger logger = LoggerFactory.getLogger(ForeignRecordWarnings.class);
    private static final int LOGGED_ONE_BY_ONE = 20;

    private long seen;
    private long nextLogged = 100;

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> foreign) {
        seen++;
        if (seen <= LOGGED_ONE_BY_ONE) {
            logger.warn(
                    "{}, partition {}, offset {} is not a change event and is skipped. Check which other producer writes to this topic.",
                    foreign.topic(),
                    foreign.partition(),
                    foreign.offset());
        } else if (seen == nextLogged) {
            nextLogged *= 10;
            logger.warn(
                    "{} records that are not change events have been skipped; the last one is {}, partition {}, offset {}. Check which other producer writes to this topic.",
                    seen,
                    foreign.topic(),
                    foreign.partition(),
                    foreign.offset());
        }
    }
}
