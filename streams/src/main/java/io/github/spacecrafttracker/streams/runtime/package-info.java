/** Kafka Streams applications: their settings, their clients and their life cycles. */
@NullMarked
package io.github.spacecrafttracker.streams.runtime;

import org.jspecify.annotations.NullMarked;
