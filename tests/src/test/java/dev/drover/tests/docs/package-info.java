/** What the pages say, checked against the repository and the code. */
@NullMarked
package dev.drover.tests.docs;

import org.jspecify.annotations.NullMarked;
