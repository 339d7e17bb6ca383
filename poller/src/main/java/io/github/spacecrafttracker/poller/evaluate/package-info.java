/** Evaluates the reply to a poll. The result depends only on the state and the reply. */
@NullMarked
package io.github.spacecrafttracker.poller.evaluate;

import org.jspecify.annotations.NullMarked;
