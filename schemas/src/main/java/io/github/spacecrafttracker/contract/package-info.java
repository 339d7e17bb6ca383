/** The contracts as documents: OpenAPI, AsyncAPI and JSON Schemas, which lie in this build as they are served. */
@NullMarked
package io.github.spacecrafttracker.contract;

import org.jspecify.annotations.NullMarked;
