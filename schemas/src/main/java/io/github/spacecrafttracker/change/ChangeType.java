package io.github.spacecrafttracker.change;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every type of change event. Within a type fields are only ever added; anything else is a new type.
 *
 * <p>One observation of a spacecraft causes at most one event of each {@link Kind}: the event's id names the spacecraft,
 * the kind and the observation, and readers skip a second event of the same three.
 */
public enum ChangeType {
    ENTERED_SPACE(Kind.IN_SPACE, "in_space.entered.v1"),
    LEFT_SPACE(Kind.IN_SPACE, "in_space.left.v1"),
    STATUS_CHANGED(Kind.STATUS, "status.changed.v1"),
    COUNTS_CHANGED(Kind.COUNTS, "counts.changed.v1"),
    APPEARED(Kind.CATALOGUE, "catalogue.appeared.v1"),
    REMOVED(Kind.CATALOGUE, "catalogue.removed.v1"),
    REAPPEARED(Kind.CATALOGUE, "catalogue.reappeared.v1");

    /** What every {@code ce_type} begins with, before the {@link #shortName}. */
    public static final String PREFIX = "io.github.spacecrafttracker.";

    private final Kind kind;
    private final String shortName;

    ChangeType(Kind kind, String shortName) {
        this.kind = kind;
        this.shortName = shortName;
    }

    /** Empty where this version does not know it. */
    public static Optional<ChangeType> of(String ceType) {
        return Stream.of(values()).filter(type -> type.ceType().equals(ceType)).findFirst();
    }

    /** What it is about, which decides its topic. */
    public Kind kind() {
        return kind;
    }

    /** Its short name with its version, such as {@code in_space.entered.v1}. */
    public String shortName() {
        return shortName;
    }

    /** As {@code ce_type} has it. */
    public String ceType() {
        return PREFIX + shortName;
    }

    /** The {@code $id} of the JSON Schema of its data, as {@code ce_dataschema} has it. */
    public URI schema() {
        return URI.create("https://spacecrafttracker.github.io/schemas/changes/" + shortName + ".schema.json");
    }
}
