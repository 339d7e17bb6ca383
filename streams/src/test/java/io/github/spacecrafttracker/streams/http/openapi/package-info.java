/** A comparison of the served replies with the OpenAPI document. */
@NullMarked
package io.github.spacecrafttracker.streams.http.openapi;

import org.jspecify.annotations.NullMarked;
