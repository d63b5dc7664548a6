/**
 * What must hold on a real Temporal server too. {@code ./dev test} counts the tests of this package
 * by themselves; they are skipped where there is no program {@code temporal}.
 */
@NullMarked
package dev.drover.tests.functional.temporal;

import org.jspecify.annotations.NullMarked;
