/** Fixtures for tests: builders, a reader of topics, and waiting. */
@NullMarked
package io.github.spacecrafttracker.testkit;

import org.jspecify.annotations.NullMarked;
