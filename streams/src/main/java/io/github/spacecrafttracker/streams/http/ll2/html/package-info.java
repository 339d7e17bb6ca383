/** The pages of {@code format=api}. */
@NullMarked
package io.github.spacecrafttracker.streams.http.ll2.html;

import org.jspecify.annotations.NullMarked;
