/** Launch Library 2: one request, one checked reply or a named failure. */
@NullMarked
package io.github.spacecrafttracker.poller.ll2;

import org.jspecify.annotations.NullMarked;
