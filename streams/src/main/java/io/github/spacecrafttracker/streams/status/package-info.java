/** How the tracker is, at {@code /v1/status}. */
@NullMarked
package io.github.spacecrafttracker.streams.status;

import org.jspecify.annotations.NullMarked;
