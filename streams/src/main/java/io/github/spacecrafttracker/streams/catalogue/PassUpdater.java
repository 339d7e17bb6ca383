package io.github.spacecrafttracker.streams.catalogue;

import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.poll.PollReport;
import io.github.spacecrafttracker.poll.PollReport.Budget;
import io.github.spacecrafttracker.poll.PollReport.Sweep;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import tools.jackson.core.JacksonException;

/** Puts each report. Reports that this version does not know are skipped: later versions may add kinds. */
final class PassUpdater implements Processor<String, byte[], Void, Void> {
    private final CatalogueMeters meters;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    private PassStore passes;

    PassUpdater(CatalogueMeters meters) {
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        passes = context.getStateStore(PassStore.NAME);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            var report = Json.MAPPER.readValue(record.value(), PollReport.class);
            if (isComplete(report)) {
                passes.put(report);
                meters.held();
                if (PassStore.afterwards(report) != null) {
                    meters.reported(record.timestamp());
                }
                return;
            }
        } catch (JacksonException | IllegalArgumentException e) {
            // Counted below, as an incomplete report.
        }
        meters.unreadable();
    }

    // What JSON omits is null here, although the components are not nullable.
    private static boolean isComplete(PollReport report) {
        if (report instanceof Sweep sweep) {
            return sweep.asOf() != null && sweep.snapshotOffsets() != null;
        }
        var afterwards = PassStore.afterwards(report);
        return afterwards == null ? report instanceof Budget : afterwards.snapshotOffsets() != null;
    }
}
