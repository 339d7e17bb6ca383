/** The current state of every spacecraft, and the time as of which it is true. */
@NullMarked
package io.github.spacecrafttracker.streams.catalogue;

import org.jspecify.annotations.NullMarked;
