/** The reports of requests to Launch Library 2. */
@NullMarked
package io.github.spacecrafttracker.poll;

import org.jspecify.annotations.NullMarked;
