/** Each fault in each step of a migration: what the law expects, and what real processes do. */
@NullMarked
package dev.drover.tests.matrix;

import org.jspecify.annotations.NullMarked;
