package io.github.spacecrafttracker.streams.view;

import java.time.Instant;

/**
 * One spacecraft as it is held.
 *
 * @param object its canonical form; not to be changed
 * @param observedAt when its last snapshot was received
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a value, and never changed.
public record Row(long id, byte[] object, Instant observedAt) {}
