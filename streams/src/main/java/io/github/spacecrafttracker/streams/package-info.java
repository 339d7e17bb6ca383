/** The streams service: change events, and the state behind the queries. */
@NullMarked
package io.github.spacecrafttracker.streams;

import org.jspecify.annotations.NullMarked;
