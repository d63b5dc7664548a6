/**
 * The two pure state machines that hand a guest over: (state, event) to (state, effects). Nothing
 * here waits, writes or sends.
 */
@NullMarked
package dev.drover.protocol.switchover;

import org.jspecify.annotations.NullMarked;
