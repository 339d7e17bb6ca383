/** The status of the tracker, and the documents that describe its contracts. */
@NullMarked
package io.github.spacecrafttracker.streams.http.status;

import org.jspecify.annotations.NullMarked;
