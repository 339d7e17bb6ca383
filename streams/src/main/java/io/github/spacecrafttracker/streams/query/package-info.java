/** What a request asks of Launch Library 2's list, read and judged as its framework does (LL2 contract, section 1). Pure rules. */
@NullMarked
package io.github.spacecrafttracker.streams.query;

import org.jspecify.annotations.NullMarked;
