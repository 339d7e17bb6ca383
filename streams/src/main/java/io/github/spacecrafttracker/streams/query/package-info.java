/** Filters, search, ordering and paging over a catalogue, by the rules of LL2. Pure. */
@NullMarked
package io.github.spacecrafttracker.streams.query;

import org.jspecify.annotations.NullMarked;
