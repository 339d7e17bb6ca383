/** What is held of every spacecraft, as of when, on this instance alone: the state behind the queries. */
@NullMarked
package io.github.spacecrafttracker.streams.view;

import org.jspecify.annotations.NullMarked;
