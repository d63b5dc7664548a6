/** The rules of the house that a machine can check. */
@NullMarked
package dev.drover.tests.architecture;

import org.jspecify.annotations.NullMarked;
