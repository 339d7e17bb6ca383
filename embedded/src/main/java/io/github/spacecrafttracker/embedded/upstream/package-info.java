/** A stub of Launch Library 2, with recorded replies and faults on demand. */
@NullMarked
package io.github.spacecrafttracker.embedded.upstream;

import org.jspecify.annotations.NullMarked;
