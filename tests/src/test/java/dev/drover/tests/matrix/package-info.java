/** Tests of the matrix: a tenth of it on real processes, and what keeps its lists honest. */
@NullMarked
package dev.drover.tests.matrix;

import org.jspecify.annotations.NullMarked;
