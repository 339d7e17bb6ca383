package io.github.spacecrafttracker.streams.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ForeignRecordWarningsTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ForeignRecordWarnings.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void the_first_are_logged_one_by_one_and_then_their_number() {
        var warnings = new ForeignRecordWarnings();

        for (long offset = 0; offset < 100_000; offset++) {
            warnings.accept(new ConsumerRecord<>("spacecraft.changes.status", 1, offset, null, null));
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSize(24)
                .startsWith("spacecraft.changes.status, partition 1, offset 0 is not a change event and is skipped."
                        + " Check which other producer writes to this topic.")
                .endsWith("100000 records that are not change events have been skipped; the last one is"
                        + " spacecraft.changes.status, partition 1, offset 99999. Check which other producer writes"
                        + " to this topic.");
    }
}
