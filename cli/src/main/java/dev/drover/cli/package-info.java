/**
 * What all commands of drover do alike, whichever module they are in: output formats, colours,
 * help, bad usage, exit statuses. Knows no command. May use protocol.
 */
@NullMarked
package dev.drover.cli;

import org.jspecify.annotations.NullMarked;
