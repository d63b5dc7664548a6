/** Texts for Temporal's UI: bounded by the server's limits, whatever names and errors they hold. */
@NullMarked
package dev.drover.workflows.ui;

import org.jspecify.annotations.NullMarked;
