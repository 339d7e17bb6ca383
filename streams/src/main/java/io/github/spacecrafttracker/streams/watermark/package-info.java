/** The time up to which the history of each spacecraft is complete. See docs/guarantees.md#g9. */
@NullMarked
package io.github.spacecrafttracker.streams.watermark;

import org.jspecify.annotations.NullMarked;
