/** Settings from the environment, validated together at startup. */
@NullMarked
package io.github.spacecrafttracker.service.config;

import org.jspecify.annotations.NullMarked;
