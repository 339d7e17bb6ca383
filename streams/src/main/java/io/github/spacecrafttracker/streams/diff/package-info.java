/** From snapshots to change events: what is held of each spacecraft, and what a newer snapshot says that is different. */
@NullMarked
package io.github.spacecrafttracker.streams.diff;

import org.jspecify.annotations.NullMarked;
