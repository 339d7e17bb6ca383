/** The feed of changes: server-sent events and pages. */
@NullMarked
package io.github.spacecrafttracker.streams.http.feed;

import org.jspecify.annotations.NullMarked;
