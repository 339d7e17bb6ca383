/** The benchmarks, which are not part of the product. {@code bench/run} runs them. */
@NullMarked
package io.github.spacecrafttracker.bench;

import org.jspecify.annotations.NullMarked;
