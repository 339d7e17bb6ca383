/** Changes of spacecraft between two observations, as CloudEvents and as text. */
@NullMarked
package io.github.spacecrafttracker.change;

import org.jspecify.annotations.NullMarked;
