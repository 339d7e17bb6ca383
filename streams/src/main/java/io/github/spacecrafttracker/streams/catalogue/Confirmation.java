package io.github.spacecrafttracker.streams.catalogue;

import java.time.Instant;

/**
 * The last snapshot of a spacecraft that is in the catalogue.
 *
 * @param trueSince the earliest time at which the snapshot is certain to have been true
 * @param partition the partition of the snapshot
 * @param offset the offset of the snapshot
 */
public record Confirmation(long spacecraft, Instant trueSince, int partition, long offset) {}
