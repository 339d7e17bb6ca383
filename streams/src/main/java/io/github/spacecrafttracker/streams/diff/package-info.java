/** Compares snapshots with the stored state and emits typed change events. */
@NullMarked
package io.github.spacecrafttracker.streams.diff;

import org.jspecify.annotations.NullMarked;
