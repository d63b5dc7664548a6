/**
 * What a fleet runs, on this machine and without containers, started with the files that an
 * installation uses; and the proof that its parts may crash while a guest moves.
 */
@NullMarked
package dev.drover.tests.cluster;

import org.jspecify.annotations.NullMarked;
