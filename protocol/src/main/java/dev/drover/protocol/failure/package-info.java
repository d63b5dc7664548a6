/** The one list of failures, and the exception that carries one of them. */
@NullMarked
package dev.drover.protocol.failure;

import org.jspecify.annotations.NullMarked;
