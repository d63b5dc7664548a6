/** What an operator reads of a migration while it runs and when it has ended. */
@NullMarked
package dev.drover.starter.output;

import org.jspecify.annotations.NullMarked;
