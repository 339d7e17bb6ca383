/**
 * The state of every spacecraft at any time since tracking began, and the number in space over
 * time. Pure. See docs/guarantees.md#g9.
 */
@NullMarked
package io.github.spacecrafttracker.streams.history;

import org.jspecify.annotations.NullMarked;
