/** The state of the poller, which is loaded from the topics. */
@NullMarked
package io.github.spacecrafttracker.poller.state;

import org.jspecify.annotations.NullMarked;
