/** Tests of the tracker with a client generated from Launch Library 2's OpenAPI description. */
@NullMarked
package io.github.spacecrafttracker.client;

import org.jspecify.annotations.NullMarked;
