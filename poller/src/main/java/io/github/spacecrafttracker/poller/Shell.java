package io.github.spacecrafttracker.poller;

import io.github.spacecrafttracker.poller.schedule.UpstreamLimit;
import io.github.spacecrafttracker.poller.upstream.Ll2Client;
import java.time.InstantSource;

/** What a poller has to do with but Kafka: upstream, time, and who watches it. */
record Shell(Ll2Client upstream, UpstreamLimit limit, InstantSource clock, Waiting waiting, PollerMeters meters) {}
