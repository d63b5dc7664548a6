/** Each row of the switchover's two tables, once. The interleavings are the explorer's. */
@NullMarked
package dev.drover.protocol.switchover;

import org.jspecify.annotations.NullMarked;
