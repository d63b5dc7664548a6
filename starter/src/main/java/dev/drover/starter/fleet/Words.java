package dev.drover.starter.fleet;

import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.protocol.DomainState;
import java.util.Locale;

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

  /** Returns the state as a terminal shows it. */
  public static Text shown(DomainState state) {
    Tone tone =
        switch (state) {
          case RUNNING -> Tone.GOOD;
          case PAUSED, INCOMING -> Tone.WARNING;
          case SHUT_OFF -> Tone.PLAIN;
        };
    return Text.of(tone, state(state));
  }

  /** Returns an enum's word as people write it. */
  public static String of(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
