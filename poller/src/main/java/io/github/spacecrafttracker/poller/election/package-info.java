/** Elects the leader among the pollers. */
@NullMarked
package io.github.spacecrafttracker.poller.election;

import org.jspecify.annotations.NullMarked;
