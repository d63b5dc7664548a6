/** Random faults at random instants over parallel moves, and the judgement of what came of them. */
@NullMarked
package dev.drover.tests.soak;

import org.jspecify.annotations.NullMarked;
