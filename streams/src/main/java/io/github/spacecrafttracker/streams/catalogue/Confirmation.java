package io.github.spacecrafttracker.streams.catalogue;

import java.time.Instant;

/**
 * The last snapshot of a spacecraft that is in the catalogue.
 *
 * @param trueSince the lower bound of the time of the snapshot's state
 * @param partition the partition of the snapshot
 * @param offset the offset of the snapshot
 */
public record Confirmation(long spacecraft, Instant trueSince, int partition, long offset) {}
