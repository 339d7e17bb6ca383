/** Evaluates the reply to a poll: a pure function of state and reply. */
@NullMarked
package io.github.spacecrafttracker.poller.evaluate;

import org.jspecify.annotations.NullMarked;
