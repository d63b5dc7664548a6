package dev.drover.cli;

/** How a piece of text is meant; a terminal shows it as a colour. */
public enum Tone {
  PLAIN(""),
  /** All is well. */
  GOOD("32"),
  /** Look at it when there is time. */
  WARNING("33"),
  /** Look at it now. */
  BAD("31"),
  /** What stands out, like a title. */
  STRONG("1");

  private static final String CSI = "\u001b[";

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  String paint(String text) {
    return code.isEmpty() ? text : CSI + code + "m" + text + CSI + "0m";
  }
}
