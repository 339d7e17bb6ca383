package io.github.spacecrafttracker.poller.schedule;

import java.time.Instant;

/**
 * The next request.
 *
 * @param at not sooner than this
 */
public record Next(Errand errand, Instant at) {}
