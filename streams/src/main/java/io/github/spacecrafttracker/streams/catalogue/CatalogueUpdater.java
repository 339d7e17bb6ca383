package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.snapshot.Snapshot;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Puts each snapshot into the catalogue. Unreadable snapshots are skipped; the diff sends them to the dead letters. */
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
            var snapshot = Snapshot.of(record.key(), record.value(), record.headers(), record.timestamp());
            if (catalogue.put(snapshot)) {
                meters.held();
            } else {
                meters.stale();
            }
        } catch (UnreadableException e) {
            meters.unreadable();
        }
        context.recordMetadata().ifPresent(metadata -> catalogue.pass(metadata.partition(), metadata.offset()));
    }
}
