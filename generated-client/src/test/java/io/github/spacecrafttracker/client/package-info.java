/** A client that was generated from Launch Library 2's own description, against the tracker. */
@NullMarked
package io.github.spacecrafttracker.client;

import org.jspecify.annotations.NullMarked;
