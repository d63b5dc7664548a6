/** What is made from the commands says what they say, and works in real shells. */
@NullMarked
package dev.drover.tests.manual;

import org.jspecify.annotations.NullMarked;
