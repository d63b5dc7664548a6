package dev.drover.protocol.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An element and all that is in it; immutable. Names are as written, prefix included. An element
 * holds text or elements, never both.
 *
 * @param attributes in the document's order, {@code xmlns} declarations among them
 * @param text without any trimming; empty if there is none, or if there are children
 */
public record XmlElement(
    String name, Map<String, String> attributes, List<XmlElement> children, String text) {
  public XmlElement {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    children = List.copyOf(children);
  }

  /** Starts an element. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Returns an attribute's value, or null if it is missing. */
  public @Nullable String attribute(String attributeName) {
    return attributes.get(attributeName);
  }

  /** Returns the first child of this name, or null if there is none. */
  public @Nullable XmlElement child(String childName) {
    for (XmlElement child : children) {
      if (child.name().equals(childName)) {
        return child;
      }
    }
    return null;
  }

  /** Puts an element together. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private String text = "";

    private Builder(String name) {
      this.name = name;
    }

    /** Adds an attribute, unless the value is null. */
    public Builder with(String attributeName, @Nullable Object value) {
      if (value != null) {
        attributes.put(attributeName, value.toString());
      }
      return this;
    }

    /** Adds a child, unless it is null. */
    public Builder add(@Nullable XmlElement child) {
      if (child != null) {
        children.add(child);
      }
      return this;
    }

    /** Adds a child that holds nothing but text, unless the text is null. */
    public Builder add(String childName, @Nullable Object childText) {
      return childText == null ? this : add(named(childName).text(childText).build());
    }

    /** Sets the text. */
    public Builder text(Object content) {
      this.text = content.toString();
      return this;
    }

    /**
     * Returns the element.
     *
     * @throws IllegalStateException if it has both text and children
     */
    public XmlElement build() {
      if (!text.isEmpty() && !children.isEmpty()) {
        throw new IllegalStateException("<" + name + "> has both text and children");
      }
      return new XmlElement(name, attributes, children, text);
    }
  }
}
