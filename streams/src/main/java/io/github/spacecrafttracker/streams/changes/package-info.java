/** The change topics as one log: what is committed in them, from any position on, in either direction. */
@NullMarked
package io.github.spacecrafttracker.streams.changes;

import org.jspecify.annotations.NullMarked;
