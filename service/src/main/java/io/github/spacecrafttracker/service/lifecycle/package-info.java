/** The life cycle of a service's process, and its exit codes. */
@NullMarked
package io.github.spacecrafttracker.service.lifecycle;

import org.jspecify.annotations.NullMarked;
