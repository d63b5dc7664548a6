/** What drover promises, tried over several processes: server, workers, command line, QEMU. */
@NullMarked
package dev.drover.tests.functional;

import org.jspecify.annotations.NullMarked;
