/** When the next request may be sent. */
@NullMarked
package io.github.spacecrafttracker.poller.schedule;

import org.jspecify.annotations.NullMarked;
