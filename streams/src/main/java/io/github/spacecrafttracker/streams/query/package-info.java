/**
 * Filters, search, ordering and paging over a catalogue, according to LL2's rules. No I/O and no
 * mutable state.
 */
@NullMarked
package io.github.spacecrafttracker.streams.query;

import org.jspecify.annotations.NullMarked;
