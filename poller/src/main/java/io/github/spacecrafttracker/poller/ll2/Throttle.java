package io.github.spacecrafttracker.poller.ll2;

import java.time.Duration;
import java.time.Instant;

/**
 * What Launch Library 2 tells of its limit (LL2 contract, section 3). The {@code ident} that it tells too may be the API token, and is not read.
 *
 * @param limit requests in any period
 * @param currentUse how many of them were made, by whomever the limit is counted for
 * @param nextIn how long until one more may be made
 */
public record Throttle(int limit, Duration period, int currentUse, Duration nextIn, Instant readAt) {}
