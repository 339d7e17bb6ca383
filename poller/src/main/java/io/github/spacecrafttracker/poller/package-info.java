/** Polls Launch Library 2 once for everybody. */
@NullMarked
package io.github.spacecrafttracker.poller;

import org.jspecify.annotations.NullMarked;
