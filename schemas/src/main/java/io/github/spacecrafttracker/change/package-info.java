/** What happened to a spacecraft between two observations, and its CloudEvents form. */
@NullMarked
package io.github.spacecrafttracker.change;

import org.jspecify.annotations.NullMarked;
