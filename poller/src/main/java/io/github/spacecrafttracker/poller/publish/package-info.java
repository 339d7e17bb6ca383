/** Writes the results of polls to Kafka, one transaction each. */
@NullMarked
package io.github.spacecrafttracker.poller.publish;

import org.jspecify.annotations.NullMarked;
