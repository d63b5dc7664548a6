/** The operator's command line. */
@NullMarked
package dev.drover.starter;

import org.jspecify.annotations.NullMarked;
