/**
 * One spacecraft as one poll showed it: its canonical form, its headers, and the state that is
 * tracked.
 */
@NullMarked
package io.github.spacecrafttracker.snapshot;

import org.jspecify.annotations.NullMarked;
