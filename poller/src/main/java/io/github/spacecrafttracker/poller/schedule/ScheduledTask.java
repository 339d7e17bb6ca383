package io.github.spacecrafttracker.poller.schedule;

import io.github.spacecrafttracker.poller.ll2.Request;
import java.time.Instant;

/**
 * The next poll.
 *
 * @param at the request is not sent before this time
 * @param budget from which that time was computed, without the booking of this request
 */
public record ScheduledTask(PollTask task, Request request, Instant at, RequestBudget budget) {}
