/** Decides what to request next, and when. */
@NullMarked
package io.github.spacecrafttracker.poller.schedule;

import org.jspecify.annotations.NullMarked;
