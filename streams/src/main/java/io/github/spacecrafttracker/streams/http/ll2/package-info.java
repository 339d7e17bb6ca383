/** Launch Library 2's own {@code /2.3.0/spacecraft/}, answered from the catalogue. */
@NullMarked
package io.github.spacecrafttracker.streams.http.ll2;

import org.jspecify.annotations.NullMarked;
