/** Pictures of Temporal's UI for the documentation, taken of moves that are made for them. */
@NullMarked
package dev.drover.tests.screenshots;

import org.jspecify.annotations.NullMarked;
