/** Migration cookies in libvirt's XML form: opaque bytes to everyone between the two hosts. */
@NullMarked
package dev.drover.protocol.cookie;

import org.jspecify.annotations.NullMarked;
