package io.github.spacecrafttracker.change;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The types of change events. A later version may add fields to a type. Any other change to its
 * form requires a new type.
 *
 * <p>One observation of a spacecraft causes at most one event of each {@link Kind}. The event's id
 * consists of the spacecraft, the kind and the observation, so readers can skip duplicates. See
 * docs/guarantees.md#g1.
 */
public enum ChangeType {
    ENTERED_SPACE(Kind.IN_SPACE, "in_space.entered.v1"),
    LEFT_SPACE(Kind.IN_SPACE, "in_space.left.v1"),
    STATUS_CHANGED(Kind.STATUS, "status.changed.v1"),
    COUNTS_CHANGED(Kind.COUNTS, "counts.changed.v1"),
    APPEARED(Kind.CATALOGUE, "catalogue.appeared.v1"),
    REMOVED(Kind.CATALOGUE, "catalogue.removed.v1"),
    REAPPEARED(Kind.CATALOGUE, "catalogue.reappeared.v1"),
    DETAILS_CHANGED(Kind.DETAILS, "details.changed.v1");

    /** The prefix of every {@code ce_type}, before the {@link #shortName}. */
    public static final String PREFIX = "io.github.spacecrafttracker.";

    private final Kind kind;
    private final String shortName;

    ChangeType(Kind kind, String shortName) {
        this.kind = kind;
        this.shortName = shortName;
    }

    /** Returns a type by its {@code ce_type}, or empty if this version does not know it. */
    public static Optional<ChangeType> of(String ceType) {
        return Stream.of(values()).filter(type -> type.ceType().equals(ceType)).findFirst();
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the name and version, such as {@code in_space.entered.v1}. */
    public String shortName() {
        return shortName;
    }

    /** Returns the {@code ce_type}. */
    public String ceType() {
        return PREFIX + shortName;
    }

    /**
     * Returns the {@code ce_dataschema}: the {@code $id} of the JSON Schema of the event's data.
     */
    public URI schema() {
        return URI.create("https://spacecrafttracker.github.io/schemas/changes/" + shortName + ".schema.json");
    }
}
