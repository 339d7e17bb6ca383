/** The HTML pages. */
@NullMarked
package io.github.spacecrafttracker.streams.http.web;

import org.jspecify.annotations.NullMarked;
