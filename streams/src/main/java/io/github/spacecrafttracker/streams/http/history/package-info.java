/** The routes of the history: the state at a time, the number in space, and stays in space. */
@NullMarked
package io.github.spacecrafttracker.streams.http.history;

import org.jspecify.annotations.NullMarked;
