/** LL2's API: routes, links, renderings and errors. */
@NullMarked
package io.github.spacecrafttracker.streams.http.ll2;

import org.jspecify.annotations.NullMarked;
