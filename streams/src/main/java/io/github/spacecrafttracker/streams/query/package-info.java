/** Filters, search, ordering and paging over a catalogue, by LL2's rules (docs/ll2-contract.md#parameters). Pure. */
@NullMarked
package io.github.spacecrafttracker.streams.query;

import org.jspecify.annotations.NullMarked;
