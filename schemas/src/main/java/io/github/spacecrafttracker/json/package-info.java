/** JSON as every module reads and writes it: numbers keep all their digits. */
@NullMarked
package io.github.spacecrafttracker.json;

import org.jspecify.annotations.NullMarked;
