/** The page for people: who is in space, what changed last, the catalogue, and the life of each spacecraft. */
@NullMarked
package io.github.spacecrafttracker.streams.page;

import org.jspecify.annotations.NullMarked;
