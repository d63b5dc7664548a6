package dev.drover.hypervisor.qmp;

import static java.util.Objects.requireNonNull;

/**
 * A command without a usable result. The message names the domain and the command. After {@link
 * Closed} and {@link NoReply} the command may have been executed, or may be executed later: query,
 * do not guess.
 */
public abstract sealed class QmpException extends RuntimeException
    permits QmpException.Refused,
        QmpException.Closed,
        QmpException.NoReply,
        QmpException.Malformed {
  private static final long serialVersionUID = 1L;

  private QmpException(String message) {
    super(requireNonNull(message, "message is null"));
  }

  /** QEMU answered with an error: the command was not executed. */
  public static final class Refused extends QmpException {
    private static final long serialVersionUID = 1L;

    private final String errorClass;
    private final String description;

    Refused(String message, String errorClass, String description) {
      super(message);
      this.errorClass = requireNonNull(errorClass, "errorClass is null");
      this.description = requireNonNull(description, "description is null");
    }

    /** Returns QEMU's class of the error, mostly {@code GenericError}. */
    public String errorClass() {
      return errorClass;
    }

    /** Returns QEMU's own words; for people, not for parsing. */
    public String description() {
      return description;
    }
  }

  /** The connection is closed, or could not be made. */
  public static final class Closed extends QmpException {
    private static final long serialVersionUID = 1L;

    Closed(String message) {
      super(message);
    }
  }

  /**
   * No reply came before the deadline, or the waiting thread was interrupted (its flag is kept).
   */
  public static final class NoReply extends QmpException {
    private static final long serialVersionUID = 1L;

    NoReply(String message) {
      super(message);
    }
  }

  /** A reply came, but not of the form that QEMU's schema promises. */
  public static final class Malformed extends QmpException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }
}
