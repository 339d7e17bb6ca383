/** What the tracker answers beyond Launch Library 2's own API, under {@code /v1/}. */
@NullMarked
package io.github.spacecrafttracker.streams.v1;

import org.jspecify.annotations.NullMarked;
