/** Everything in one process: a broker, an upstream with a made-up scenario, poller and streams. */
@NullMarked
package io.github.spacecrafttracker.local;

import org.jspecify.annotations.NullMarked;
