package io.github.spacecrafttracker.streams.changes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StrangersTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Strangers.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
    }

    @Test
    void the_first_are_told_by_their_place_and_then_how_many_there_are() {
        var strangers = new Strangers();

        for (long offset = 0; offset < 100_000; offset++) {
            strangers.accept(new ConsumerRecord<>("spacecraft.changes.status", 1, offset, null, null));
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSize(24)
                .startsWith(
                        "spacecraft.changes.status, partition 1, offset 0 is no change event and is passed over: see"
                                + " who else writes to this topic")
                .endsWith("100000 records are no change events and were passed over so far, the last of them"
                        + " spacecraft.changes.status, partition 1, offset 99999");
    }
}
