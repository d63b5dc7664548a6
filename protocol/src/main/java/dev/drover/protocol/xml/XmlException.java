package dev.drover.protocol.xml;

/**
 * A document that cannot be read. The message completes a sentence that begins with what the
 * document is, for example {@code is not well-formed at line 3, column 7: …}.
 */
public final class XmlException extends Exception {
  private static final long serialVersionUID = 1L;

  XmlException(String message) {
    super(message);
  }
}
