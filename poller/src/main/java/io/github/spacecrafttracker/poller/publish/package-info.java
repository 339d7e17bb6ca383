/** One poll as one transaction. */
@NullMarked
package io.github.spacecrafttracker.poller.publish;

import org.jspecify.annotations.NullMarked;
