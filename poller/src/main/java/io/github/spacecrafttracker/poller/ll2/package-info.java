/** Requests to Launch Library 2, and their checked replies. */
@NullMarked
package io.github.spacecrafttracker.poller.ll2;

import org.jspecify.annotations.NullMarked;
