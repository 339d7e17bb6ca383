/**
 * The local run: an embedded broker, the poller, the streams service and, by default, a stub of
 * Launch Library 2 with made-up changes, all in one process.
 */
@NullMarked
package io.github.spacecrafttracker.local;

import org.jspecify.annotations.NullMarked;
