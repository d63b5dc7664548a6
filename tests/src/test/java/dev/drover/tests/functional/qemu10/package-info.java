/**
 * What must hold on QEMU 10 too. {@code ./dev test} counts the tests of this package by themselves;
 * they are skipped where there is no QEMU 10.
 */
@NullMarked
package dev.drover.tests.functional.qemu10;

import org.jspecify.annotations.NullMarked;
