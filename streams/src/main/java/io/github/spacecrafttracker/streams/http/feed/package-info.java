/** The change feed: server-sent events and pages. */
@NullMarked
package io.github.spacecrafttracker.streams.http.feed;

import org.jspecify.annotations.NullMarked;
