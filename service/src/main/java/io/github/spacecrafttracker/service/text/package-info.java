/** Text that is safe to log or to use as the label of a metric. */
@NullMarked
package io.github.spacecrafttracker.service.text;

import org.jspecify.annotations.NullMarked;
