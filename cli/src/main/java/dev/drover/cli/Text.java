package dev.drover.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * One line for people, or a part of one. Immutable. Characters that a terminal would obey are
 * replaced, wherever the text came from.
 */
public final class Text {
  private static final Text EMPTY = new Text(List.of());

  private final List<Part> parts;

  private Text(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  private record Part(Tone tone, String text) {
    Part {
      requireNonNull(tone, "tone is null");
      text = Units.printable(text);
    }
  }

  /** Returns plain text. */
  public static Text of(String text) {
    return EMPTY.and(text);
  }

  /** Returns text with a tone. */
  public static Text of(Tone tone, String text) {
    return EMPTY.and(tone, text);
  }

  /** Returns this text followed by plain text. */
  public Text and(String text) {
    return and(Tone.PLAIN, text);
  }

  /** Returns this text followed by text with a tone. */
  public Text and(Tone tone, String text) {
    List<Part> longer = new ArrayList<>(parts);
    longer.add(new Part(tone, text));
    return new Text(longer);
  }

  /** Returns this text followed by another. */
  public Text and(Text text) {
    List<Part> longer = new ArrayList<>(parts);
    longer.addAll(text.parts);
    return new Text(longer);
  }

  /** Returns how many columns it takes on a screen that knows only narrow characters. */
  public int width() {
    return parts.stream()
        .mapToInt(part -> part.text().codePointCount(0, part.text().length()))
        .sum();
  }

  /** Returns the first columns of it, for a screen that is too narrow for the rest. */
  public Text cut(int columns) {
    List<Part> kept = new ArrayList<>();
    int left = Math.max(0, columns);
    for (Part part : parts) {
      String text = part.text();
      int length = text.codePointCount(0, text.length());
      if (length > left) {
        text = text.substring(0, text.offsetByCodePoints(0, left));
      }
      kept.add(new Part(part.tone(), text));
      left = Math.max(0, left - length);
    }
    return new Text(kept);
  }

  /** Returns the line as it is written. */
  public String render(boolean colors) {
    StringBuilder line = new StringBuilder();
    for (Part part : parts) {
      line.append(colors ? part.tone().paint(part.text()) : part.text());
    }
    return line.toString();
  }

  @Override
  public String toString() {
    return render(false);
  }
}
