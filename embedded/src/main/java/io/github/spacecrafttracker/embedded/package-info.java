/** Stand-ins for the outside world: a Kafka broker, an upstream API, and processes of their own. */
@NullMarked
package io.github.spacecrafttracker.embedded;

import org.jspecify.annotations.NullMarked;
