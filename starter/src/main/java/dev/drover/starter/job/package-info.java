/** The jobs that the server remembers: the port to them, and what is known of each. No Temporal. */
@NullMarked
package dev.drover.starter.job;

import org.jspecify.annotations.NullMarked;
