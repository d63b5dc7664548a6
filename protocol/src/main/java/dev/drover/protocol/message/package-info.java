/**
 * What the steps take and return, as records that travel as JSON. Unknown fields are ignored by
 * readers, so that neighbours one version apart understand each other.
 */
@NullMarked
package dev.drover.protocol.message;

import org.jspecify.annotations.NullMarked;
