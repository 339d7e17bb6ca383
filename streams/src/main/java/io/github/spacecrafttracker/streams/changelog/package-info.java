/** The change topics as one log, of which the newest committed changes are held in memory. */
@NullMarked
package io.github.spacecrafttracker.streams.changelog;

import org.jspecify.annotations.NullMarked;
