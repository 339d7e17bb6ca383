package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.memory.Knowledge;
import io.github.spacecrafttracker.poller.schedule.RequestBudget;
import java.time.Instant;

/**
 * How things stand with a poller at work.
 *
 * @param nextAt when it next asks upstream, as far as it can be told
 */
record Standing(Knowledge known, RequestBudget budget, Instant nextAt) {}
