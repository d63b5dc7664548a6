package dev.drover.starter.fleet;

import dev.drover.protocol.DomainState;

/** How states are called towards people. */
public final class Words {
  private Words() {}

  /** Returns the state in lower-case words. */
  public static String state(DomainState state) {
    return switch (state) {
      case RUNNING -> "running";
      case PAUSED -> "paused";
      case INCOMING -> "incoming";
      case SHUT_OFF -> "shut off";
    };
  }
}
