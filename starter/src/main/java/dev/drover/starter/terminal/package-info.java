/** The user's terminal: its mode, its size, and a picture that is drawn over itself. */
@NullMarked
package dev.drover.starter.terminal;

import org.jspecify.annotations.NullMarked;
