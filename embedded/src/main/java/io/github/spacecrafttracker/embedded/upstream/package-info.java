/** A server with Launch Library 2's contract, recorded replies, and faults on demand. */
@NullMarked
package io.github.spacecrafttracker.embedded.upstream;

import org.jspecify.annotations.NullMarked;
