package dev.drover.protocol.failure;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a user will read: one {@link FailureCode} and one sentence that says which domain,
 * which host, what was expected and what was found. The code's {@link FailureCode#advice()} says
 * what to do next.
 */
public final class DroverException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  public DroverException(FailureCode code, String message) {
    this(code, message, null);
  }

  public DroverException(FailureCode code, String message, @Nullable Throwable cause) {
    super(requireNonNull(message, "message is null"), cause);
    this.code = requireNonNull(code, "code is null");
  }

  /** Returns the sentence; never null. */
  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }

  /** Returns the failure's code, which is also its type on the wire. */
  public FailureCode code() {
    return code;
  }
}
