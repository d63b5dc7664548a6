package dev.drover.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;

/** Writes what programs get. */
final class Documents {
  private Documents() {}

  /** Returns indented JSON without a line end. */
  static String json(Object document) {
    return write(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT), document);
  }

  /** Returns JSON in one line. */
  static String jsonLine(Object document) {
    return write(new ObjectMapper(), document);
  }

  /** Returns one YAML document, with its marker, without the last line end. */
  static String yaml(Object document) {
    return Yaml.write(document).stripTrailing();
  }

  private static String write(ObjectMapper mapper, Object document) {
    try {
      return mapper.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result cannot be written", e);
    }
  }

  /** A class of its own, so that its library is loaded only where somebody asks for YAML. */
  private static final class Yaml {
    private Yaml() {}

    static String write(Object document) {
      YAMLFactory factory =
          YAMLFactory.builder()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build();
      return Documents.write(new ObjectMapper(factory), document);
    }
  }
}
