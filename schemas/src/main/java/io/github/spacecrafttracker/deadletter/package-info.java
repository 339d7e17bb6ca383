/** The headers of dead letters, which state why and where a record could not be read. */
@NullMarked
package io.github.spacecrafttracker.deadletter;

import org.jspecify.annotations.NullMarked;
