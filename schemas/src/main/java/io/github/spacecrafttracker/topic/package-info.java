/** Every topic that spacecraft-tracker writes or reads, in one list, and how their values are written. */
@NullMarked
package io.github.spacecrafttracker.topic;

import org.jspecify.annotations.NullMarked;
