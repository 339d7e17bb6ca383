/** Health and metrics. */
@NullMarked
package io.github.spacecrafttracker.service.management;

import org.jspecify.annotations.NullMarked;
