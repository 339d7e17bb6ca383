/** A Kafka broker, a stub of the upstream API, and child processes, for the local run and tests. */
@NullMarked
package io.github.spacecrafttracker.embedded;

import org.jspecify.annotations.NullMarked;
