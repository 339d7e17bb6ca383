/**
 * Settings of Kafka's clients, topics that are created or checked, and whether the brokers can be
 * reached.
 */
@NullMarked
package io.github.spacecrafttracker.service.kafka;

import org.jspecify.annotations.NullMarked;
