@NullMarked
package dev.drover.bench.result;

import org.jspecify.annotations.NullMarked;
