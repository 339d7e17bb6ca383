/** What is measured; no part of the product. */
@NullMarked
package io.github.spacecrafttracker.bench;

import org.jspecify.annotations.NullMarked;
