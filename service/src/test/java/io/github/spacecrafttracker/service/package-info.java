@NullMarked
package io.github.spacecrafttracker.service;

import org.jspecify.annotations.NullMarked;
