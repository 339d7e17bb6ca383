/**
 * An HTTP server with limits, compression, conditional requests, error bodies, and a deadline for
 * slow clients.
 */
@NullMarked
package io.github.spacecrafttracker.service.http;

import org.jspecify.annotations.NullMarked;
