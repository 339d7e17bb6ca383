/** The shell of a service: settings, Kafka clients and topics, health, metrics, HTTP, start and stop. Nothing of spacecraft. */
@NullMarked
package io.github.spacecrafttracker.service;

import org.jspecify.annotations.NullMarked;
