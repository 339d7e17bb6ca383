/** Answers of the API as pages for people, without script: what {@code format=api} shows. */
@NullMarked
package io.github.spacecrafttracker.streams.api.html;

import org.jspecify.annotations.NullMarked;
