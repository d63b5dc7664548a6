/** The soak's plan and its judge, tried on made-up histories. */
@NullMarked
package dev.drover.tests.soak;

import org.jspecify.annotations.NullMarked;
