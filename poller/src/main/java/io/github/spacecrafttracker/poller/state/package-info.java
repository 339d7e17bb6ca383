/** The state of the poller, and how it is loaded from the topics. */
@NullMarked
package io.github.spacecrafttracker.poller.state;

import org.jspecify.annotations.NullMarked;
