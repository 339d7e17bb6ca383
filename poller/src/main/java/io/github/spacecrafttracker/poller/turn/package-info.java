/** Whose turn it is to poll. */
@NullMarked
package io.github.spacecrafttracker.poller.turn;

import org.jspecify.annotations.NullMarked;
