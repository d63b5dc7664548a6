/** What the coordinator does after each outcome of each step, as a table in data. */
@NullMarked
package dev.drover.protocol.decision;

import org.jspecify.annotations.NullMarked;
