/** Holds what is served and its OpenAPI description to each other. */
@NullMarked
package io.github.spacecrafttracker.streams.http.openapi;

import org.jspecify.annotations.NullMarked;
