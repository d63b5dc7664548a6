/**
 * What a command sees of the host that it runs on: the guests in the worker's state folder, and
 * their serial ports. Writes nothing there, and asks neither the worker nor QEMU's monitors.
 */
@NullMarked
package dev.drover.starter.local;

import org.jspecify.annotations.NullMarked;
