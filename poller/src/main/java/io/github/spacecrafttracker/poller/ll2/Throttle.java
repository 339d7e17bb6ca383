package io.github.spacecrafttracker.poller.ll2;

import java.time.Duration;
import java.time.Instant;

/**
 * The limit that Launch Library 2 reports (LL2 contract, section 3). Its {@code ident} may be the API token, and is not read.
 *
 * @param limit requests in any period
 * @param currentUse how many of them were sent by everyone who shares the limit
 * @param nextIn the time until the next one is allowed
 */
public record Throttle(int limit, Duration period, int currentUse, Duration nextIn, Instant readAt) {}
