package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

/** Where a guest is after a migration in which something broke. */
public enum Outcome {
  MOVED("moved", "it runs on the destination, from the tick on which it stopped"),
  STAYED("stayed", "it runs on the source, and has never run anywhere else"),
  LOST("lost", "it runs nowhere and must boot again: an exemption of the law, or a crash"),
  HELD("held", "neither side acts: the evidence does not suffice, and drover says so");

  private final String word;
  private final String sentence;

  Outcome(String word, String sentence) {
    this.word = requireNonNull(word, "word is null");
    this.sentence = requireNonNull(sentence, "sentence is null");
  }

  /** Returns one word for tables. */
  public String word() {
    return word;
  }

  /** Returns what the word means. */
  public String sentence() {
    return sentence;
  }
}
