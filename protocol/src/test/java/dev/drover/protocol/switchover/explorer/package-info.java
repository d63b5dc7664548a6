/**
 * An exhaustive explorer of the switchover: breadth-first over every interleaving of two QEMUs, two
 * workers, their disks, the link, the data channel, the lease and people. It runs the real state
 * machines, checks five properties in every state, and must catch every one of a list of mutants.
 *
 * <p>{@link World} is a state, {@link Moves} what can happen next, {@link Calm} what follows when
 * nothing breaks any more, {@link Properties} what must hold, {@link Search} the walk, {@link
 * Mutant} the faults planted on purpose.
 */
@NullMarked
package dev.drover.protocol.switchover.explorer;

import org.jspecify.annotations.NullMarked;
