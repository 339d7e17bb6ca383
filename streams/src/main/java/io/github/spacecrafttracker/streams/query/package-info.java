/** Filters, search, ordering and paging over a catalogue, by LL2's rules (LL2 contract, section 1). Pure. */
@NullMarked
package io.github.spacecrafttracker.streams.query;

import org.jspecify.annotations.NullMarked;
