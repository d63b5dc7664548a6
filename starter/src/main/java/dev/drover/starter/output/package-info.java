/** What an operator reads: tables, JSON, progress, failures. */
@NullMarked
package dev.drover.starter.output;

import org.jspecify.annotations.NullMarked;
