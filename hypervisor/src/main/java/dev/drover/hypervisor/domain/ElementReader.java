package dev.drover.hypervisor.domain;

import dev.drover.protocol.failure.Excerpt;
import dev.drover.protocol.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An element that is being understood: it remembers what was asked for, so that {@link
 * #refuseTheRest} can name, by path, everything that nobody asked for. A value that is missing or
 * wrong is reported to {@link Problems} and replaced by a stand-in, so that reading goes on and
 * finds the next mistake. Not thread-safe.
 */
final class ElementReader {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final Pattern SIGNED = Pattern.compile("-?\\d{1,9}");
  private static final int MAX_PATH_BYTES = 4095;

  private final XmlElement element;
  private final String path;
  private final Problems problems;
  private final Set<String> attributesRead = new HashSet<>();
  private final IdentityHashMap<XmlElement, ElementReader> childrenRead = new IdentityHashMap<>();
  private boolean textRead;
  private boolean repeated;

  private ElementReader(XmlElement element, String path, Problems problems) {
    this.element = element;
    this.path = path;
    this.problems = problems;
  }

  static ElementReader root(XmlElement element, Problems problems) {
    return new ElementReader(element, "/" + element.name(), problems);
  }

  String path() {
    return path;
  }

  Problems problems() {
    return problems;
  }

  void invalid(String reason) {
    problems.invalid(path, reason);
  }

  void unsupported(String reason) {
    problems.unsupported(path, reason);
  }

  /** Returns the children of this name, in their order. */
  List<ElementReader> children(String name) {
    List<XmlElement> named =
        element.children().stream().filter(child -> child.name().equals(name)).toList();
    List<ElementReader> readers = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      readers.add(open(named.get(i), pathOf(name, named.size() > 1 ? i + 1 : 0)));
    }
    return readers;
  }

  /** Returns the only child of this name; null if there is none, a problem if there are more. */
  @Nullable ElementReader child(String name) {
    List<ElementReader> all = children(name);
    for (int i = 1; i < all.size(); i++) {
      all.get(i).repeated = true;
      all.get(i).invalid("repeats an element that may stand once");
    }
    return all.isEmpty() ? null : all.get(0);
  }

  /** Returns the only child of this name; a problem and an empty stand-in if there is none. */
  ElementReader requiredChild(String name) {
    ElementReader child = child(name);
    if (child != null) {
      return child;
    }
    invalid("lacks <" + name + ">");
    // What the stand-in lacks has been said already.
    return new ElementReader(XmlElement.named(name).build(), pathOf(name, 0), new Problems());
  }

  /** Returns whether an empty element of this name is there. */
  boolean flag(String name) {
    return child(name) != null;
  }

  private ElementReader open(XmlElement child, String childPath) {
    return childrenRead.computeIfAbsent(child, key -> new ElementReader(key, childPath, problems));
  }

  private String pathOf(String name, int position) {
    return path + "/" + name + (position > 0 ? "[" + position + "]" : "");
  }

  /** Returns the element's text, untrimmed. */
  String text() {
    textRead = true;
    return element.text();
  }

  /** Returns the text of the only child of this name; null if there is none. */
  @Nullable String childText(String name) {
    ElementReader child = child(name);
    return child == null ? null : child.text();
  }

  /** Returns an attribute; null if it is missing. */
  @Nullable String attribute(String name) {
    attributesRead.add(name);
    return element.attribute(name);
  }

  /** Returns an attribute; a problem and an empty stand-in if it is missing. */
  String required(String name) {
    String value = attribute(name);
    if (value == null) {
      invalid("lacks the attribute " + name);
      return "";
    }
    return value;
  }

  /** Returns an attribute that must match a pattern; null if it is missing. */
  @Nullable String matching(String name, Pattern pattern, String expected) {
    String value = attribute(name);
    if (value != null && !pattern.matcher(value).matches()) {
      invalidAttribute(name, value, expected);
    }
    return value;
  }

  /** Returns an attribute that is one of an enum's words; null if it is missing. */
  <E extends Enum<E> & XmlWord> @Nullable E word(String name, Class<E> words) {
    String value = attribute(name);
    return value == null ? null : word(path + "/@" + name, value, words);
  }

  /** Returns an attribute that is one of an enum's words; a stand-in if it is missing. */
  <E extends Enum<E> & XmlWord> E word(String name, Class<E> words, E otherwise) {
    E word = word(name, words);
    return word == null ? otherwise : word;
  }

  /** Returns an attribute that is one of an enum's words; a problem if it is missing. */
  <E extends Enum<E> & XmlWord> E requiredWord(String name, Class<E> words) {
    String value = required(name);
    return value.isEmpty() && element.attribute(name) == null
        ? words.getEnumConstants()[0]
        : word(path + "/@" + name, value, words);
  }

  /** Returns the text as one of an enum's words. */
  <E extends Enum<E> & XmlWord> E textWord(Class<E> words) {
    return word(path, text().strip(), words);
  }

  private <E extends Enum<E> & XmlWord> E word(String where, String value, Class<E> words) {
    for (E word : words.getEnumConstants()) {
      if (word.word().equals(value)) {
        return word;
      }
    }
    String known =
        Stream.of(words.getEnumConstants()).map(XmlWord::word).collect(Collectors.joining(", "));
    problems.unsupported(where, "is " + Excerpt.of(value) + ", drover understands: " + known);
    return words.getEnumConstants()[0];
  }

  /** Reports an attribute whose value is other than the only one that drover understands. */
  void only(String name, String understood) {
    String value = attribute(name);
    if (value != null && !value.equals(understood)) {
      problems.unsupported(
          path + "/@" + name, "is " + Excerpt.of(value) + ", drover understands: " + understood);
    }
  }

  /** Returns a whole number in a range, decimal; null if the attribute is missing. */
  @Nullable Integer number(String name, int least, int most) {
    String value = attribute(name);
    if (value == null) {
      return null;
    }
    if (!(least < 0 ? SIGNED : NUMBER).matcher(value).matches()
        || Integer.parseInt(value) < least
        || Integer.parseInt(value) > most) {
      invalidAttribute(name, value, "a whole number from " + least + " to " + most);
      return null;
    }
    return Integer.valueOf(value);
  }

  /** Returns a whole number in a range; the stand-in if the attribute is missing. */
  int number(String name, int least, int most, int otherwise) {
    Integer value = number(name, least, most);
    return value == null ? otherwise : value;
  }

  /** Returns an attribute that is one of two words; null if it is missing. */
  @Nullable Boolean choice(String name, String yes, String no) {
    String value = attribute(name);
    if (value == null) {
      return null;
    }
    if (!value.equals(yes) && !value.equals(no)) {
      invalidAttribute(name, value, yes + " or " + no);
    }
    return value.equals(yes);
  }

  /** Returns an attribute that is an absolute path on the host; null if it is missing. */
  @Nullable String hostPath(String name) {
    String value = attribute(name);
    if (value != null) {
      checkHostPath(path + "/@" + name, value, problems);
    }
    return value;
  }

  /** Returns the text, which is an absolute path on the host. */
  String textPath() {
    String value = text();
    checkHostPath(path, value, problems);
    return value;
  }

  private static void checkHostPath(String where, String value, Problems problems) {
    if (!value.startsWith("/") || value.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      problems.invalid(where, "is not an absolute path: " + Excerpt.of(value));
    }
  }

  private void invalidAttribute(String name, String value, String expected) {
    problems.invalid(path + "/@" + name, "is " + Excerpt.of(value) + ", expected " + expected);
  }

  /** Reports everything in here that nobody has asked for: it would be lost. */
  void refuseTheRest() {
    for (String name : element.attributes().keySet()) {
      if (!attributesRead.contains(name)) {
        problems.unsupported(path + "/@" + name, "is not supported");
      }
    }
    if (!textRead && !element.text().isBlank()) {
      problems.unsupported(path + "/text()", "is not supported");
    }
    Map<String, Integer> counts = new HashMap<>();
    element.children().forEach(child -> counts.merge(child.name(), 1, Integer::sum));
    Map<String, Integer> positions = new HashMap<>();
    for (XmlElement child : element.children()) {
      String name = child.name();
      int position = positions.merge(name, 1, Integer::sum);
      ElementReader reader = childrenRead.get(child);
      if (reader == null) {
        boolean alone = counts.getOrDefault(name, 0) == 1;
        problems.unsupported(pathOf(name, alone ? 0 : position), "is not supported");
      } else if (!reader.repeated) {
        reader.refuseTheRest();
      }
    }
  }
}
