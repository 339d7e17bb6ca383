/** What could not be read, with its cause and place. */
@NullMarked
package io.github.spacecrafttracker.deadletter;

import org.jspecify.annotations.NullMarked;
