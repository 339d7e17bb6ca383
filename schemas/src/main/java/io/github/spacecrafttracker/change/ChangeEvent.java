package io.github.spacecrafttracker.change;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.github.spacecrafttracker.json.Json;
import java.net.URI;
import java.time.ZoneOffset;

/** The CloudEvents 1.0 form of a change, frozen for subscribers. */
public final class ChangeEvent {
    private ChangeEvent() {}

    /**
     * Its id depends on the spacecraft, the kind and the observation alone, so that it is the same after any reprocessing.
     *
     * @param source the snapshot's {@code source} header
     */
    public static CloudEvent of(Change change, String source) {
        var type = change.type();
        var subject = Long.toString(change.spacecraft().id());
        return CloudEventBuilder.v1()
                .withId(subject + ":" + type.kind().idPart() + ":" + change.observation())
                .withSource(URI.create(source.startsWith("urn:") ? source : source + "/spacecraft/"))
                .withType(type.ceType())
                .withSubject(subject)
                .withTime(change.observedAt().atOffset(ZoneOffset.UTC))
                .withDataSchema(type.schema())
                .withDataContentType("application/json")
                .withData(Json.MAPPER.writeValueAsBytes(change))
                .build();
    }
}
