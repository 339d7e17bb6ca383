/** A Kafka broker in this process, for the local run and the tests. */
@NullMarked
package io.github.spacecrafttracker.embedded.broker;

import org.jspecify.annotations.NullMarked;
