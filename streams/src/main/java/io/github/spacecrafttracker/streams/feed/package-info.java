/** The feed: every change over HTTP, as a stream of server-sent events and in pages. */
@NullMarked
package io.github.spacecrafttracker.streams.feed;

import org.jspecify.annotations.NullMarked;
