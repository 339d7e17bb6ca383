/** All topics of spacecraft-tracker, with their settings and serdes. */
@NullMarked
package io.github.spacecrafttracker.topic;

import org.jspecify.annotations.NullMarked;
