/** What an operator installs: nothing of it can be run where the tests run, so it is read. */
@NullMarked
package dev.drover.tests.deploy;

import org.jspecify.annotations.NullMarked;
