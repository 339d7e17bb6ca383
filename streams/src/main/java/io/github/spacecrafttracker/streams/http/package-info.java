/** The server of the API, and parts that its routes share. */
@NullMarked
package io.github.spacecrafttracker.streams.http;

import org.jspecify.annotations.NullMarked;
