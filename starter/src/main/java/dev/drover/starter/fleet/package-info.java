/**
 * What the commands know of the fleet: the port to its coordinator, and who is where. No Temporal.
 */
@NullMarked
package dev.drover.starter.fleet;

import org.jspecify.annotations.NullMarked;
