@NullMarked
package dev.drover.protocol.text;

import org.jspecify.annotations.NullMarked;
