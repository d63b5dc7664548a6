/**
 * The fleet's own certificate authority and the certificate folders of its hosts, for demo and
 * tests and for fleets that have none. May use protocol.
 */
@NullMarked
package dev.drover.starter.pki;

import org.jspecify.annotations.NullMarked;
