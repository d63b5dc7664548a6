/** Starts drover's own processes, watches them, kills them, and looks for what they left behind. */
@NullMarked
package dev.drover.tests.harness;

import org.jspecify.annotations.NullMarked;
