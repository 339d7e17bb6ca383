/** What a poller knows, all of which the topics say. */
@NullMarked
package io.github.spacecrafttracker.poller.state;

import org.jspecify.annotations.NullMarked;
