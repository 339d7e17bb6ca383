/** Reading a list in pages that join. */
@NullMarked
package io.github.spacecrafttracker.poller.evaluate;

import org.jspecify.annotations.NullMarked;
