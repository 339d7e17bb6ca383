/** The change topics as one log: the newest committed changes in memory, from any position on, in either direction. */
@NullMarked
package io.github.spacecrafttracker.streams.changelog;

import org.jspecify.annotations.NullMarked;
