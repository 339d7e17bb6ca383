/** Reading a list in pages that join. */
@NullMarked
package io.github.spacecrafttracker.poller.pass;

import org.jspecify.annotations.NullMarked;
