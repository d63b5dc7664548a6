/** Amounts and moments as people read them: the same in every language and time zone. */
@NullMarked
package dev.drover.protocol.text;

import org.jspecify.annotations.NullMarked;
