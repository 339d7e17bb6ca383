package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Puts each snapshot into the catalogue, and passes over what is none: the diff makes a dead letter of it. */
final class CatalogueUpdater implements Processor<byte[], byte[], Void, Void> {
    private final CatalogueMeters meters;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    private ProcessorContext<Void, Void> context;

    @SuppressWarnings("NullAway.Init")
    private CatalogueStore catalogue;

    CatalogueUpdater(CatalogueMeters meters) {
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        catalogue = context.getStateStore(CatalogueStore.NAME);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            var taken = catalogue.put(Snapshot.of(record.key(), record.value(), record.headers(), record.timestamp()));
            if (taken == CatalogueStore.Taken.STALE) {
                meters.stale();
            } else {
                meters.held();
            }
        } catch (UnreadableException e) {
            meters.unreadable();
        }
        context.recordMetadata().ifPresent(place -> catalogue.pass(place.partition(), place.offset()));
    }
}
