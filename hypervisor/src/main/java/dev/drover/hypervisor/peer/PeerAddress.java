package dev.drover.hypervisor.peer;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a worker listens.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 */
record PeerAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%A-Za-z]{2,100})]|([A-Za-z0-9._-]{1,255})):([0-9]{1,5})");

  /**
   * Reads {@code host:port}, IPv6 literals in brackets.
   *
   * @throws DroverException INVALID_ARGUMENT if it is nothing like that
   */
  static PeerAddress parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      int port = Integer.parseInt(form.group(3));
      if (port >= 1 && port <= 65535) {
        String literal = form.group(1);
        return new PeerAddress(literal == null ? form.group(2) : literal, port);
      }
    }
    throw new DroverException(
        FailureCode.INVALID_ARGUMENT,
        "The peer address \""
            + text.substring(0, Math.min(300, text.length()))
            + "\" is not HOST:PORT (an IPv6 address needs brackets).");
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
