/** What can be asked of the HTTP API, as OpenAPI 3.1 tells it. */
@NullMarked
package io.github.spacecrafttracker.openapi;

import org.jspecify.annotations.NullMarked;
