/** Snapshots of a spacecraft: the canonical form, the headers and the tracked state. */
@NullMarked
package io.github.spacecrafttracker.snapshot;

import org.jspecify.annotations.NullMarked;
