/** What a poller knows, all of which the topics say. */
@NullMarked
package io.github.spacecrafttracker.poller.memory;

import org.jspecify.annotations.NullMarked;
