/** The contracts as documents: OpenAPI, AsyncAPI and JSON Schemas. */
@NullMarked
package io.github.spacecrafttracker.contract;

import org.jspecify.annotations.NullMarked;
