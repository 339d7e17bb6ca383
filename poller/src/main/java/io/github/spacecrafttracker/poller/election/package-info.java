/** Whose turn it is to poll. */
@NullMarked
package io.github.spacecrafttracker.poller.election;

import org.jspecify.annotations.NullMarked;
