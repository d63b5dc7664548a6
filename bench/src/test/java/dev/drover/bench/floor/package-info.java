@NullMarked
package dev.drover.bench.floor;

import org.jspecify.annotations.NullMarked;
