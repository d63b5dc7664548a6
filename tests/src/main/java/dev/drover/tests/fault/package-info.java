/** Does faults to real processes, one at a time: each has one victim and leaves the rest alone. */
@NullMarked
package dev.drover.tests.fault;

import org.jspecify.annotations.NullMarked;
