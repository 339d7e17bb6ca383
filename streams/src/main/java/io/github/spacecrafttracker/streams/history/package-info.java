/**
 * The state of every spacecraft at any time since {@code known_from}, and the number in space over
 * time. The package has no I/O and reads no clock. See docs/guarantees.md#g9.
 */
@NullMarked
package io.github.spacecrafttracker.streams.history;

import org.jspecify.annotations.NullMarked;
