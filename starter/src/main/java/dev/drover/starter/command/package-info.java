/** The operator's commands, one class a verb. */
@NullMarked
package dev.drover.starter.command;

import org.jspecify.annotations.NullMarked;
