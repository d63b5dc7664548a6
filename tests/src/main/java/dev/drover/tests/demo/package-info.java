/** The demo: a guest that moves between two hosts on this machine, and says how that went. */
@NullMarked
package dev.drover.tests.demo;

import org.jspecify.annotations.NullMarked;
