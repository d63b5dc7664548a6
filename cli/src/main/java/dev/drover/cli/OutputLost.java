package dev.drover.cli;

/** Ends a command whose standard output takes no more; {@link StandardOutput} says why. */
final class OutputLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputLost() {
    super("standard output takes no more");
  }
}
