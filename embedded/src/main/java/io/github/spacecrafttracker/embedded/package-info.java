/** What stands in for the world outside: a Kafka broker in this process, and a server with Launch Library 2's contract. */
@NullMarked
package io.github.spacecrafttracker.embedded;

import org.jspecify.annotations.NullMarked;
