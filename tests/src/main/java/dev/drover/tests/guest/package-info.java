/**
 * The test guest: a 512-byte kernel that ticks on its serial port, dirties memory and checks it.
 */
@NullMarked
package dev.drover.tests.guest;

import org.jspecify.annotations.NullMarked;
