/** Builders for spacecraft, snapshots and replies, a reader of topics, and the one place in which tests wait. */
@NullMarked
package io.github.spacecrafttracker.testkit;

import org.jspecify.annotations.NullMarked;
