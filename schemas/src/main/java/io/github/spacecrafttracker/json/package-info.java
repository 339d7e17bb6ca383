/** The JSON format that every module reads and writes. Numbers keep all their digits. */
@NullMarked
package io.github.spacecrafttracker.json;

import org.jspecify.annotations.NullMarked;
