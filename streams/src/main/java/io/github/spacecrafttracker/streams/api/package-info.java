/** Launch Library 2's own {@code /2.3.0/spacecraft/}, answered from the view. */
@NullMarked
package io.github.spacecrafttracker.streams.api;

import org.jspecify.annotations.NullMarked;
