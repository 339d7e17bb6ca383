/**
 * The streams service, which turns snapshots into change events and serves the changes and the
 * current state.
 */
@NullMarked
package io.github.spacecrafttracker.streams;

import org.jspecify.annotations.NullMarked;
