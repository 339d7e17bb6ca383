/** Since when each spacecraft is, or is not, in space. */
@NullMarked
package io.github.spacecrafttracker.streams.transitions;

import org.jspecify.annotations.NullMarked;
