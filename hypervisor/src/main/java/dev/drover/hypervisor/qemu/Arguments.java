package dev.drover.hypervisor.qemu;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects a command line. Devices and block nodes go in as JSON, where no value needs escaping.
 */
final class Arguments {
  private final String domain;
  private final List<String> list = new ArrayList<>();

  /**
   * @param domain the domain's name, for messages
   */
  Arguments(String domain) {
    this.domain = domain;
  }

  /** Adds an option without a value. */
  void add(String option) {
    list.add(option);
  }

  void add(String option, String value) {
    list.add(option);
    list.add(value);
  }

  void add(String option, ObjectNode value) {
    add(option, value.toString());
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Returns a device's properties, to be filled and added under {@code -device}. */
  static ObjectNode device(String driver, String id) {
    return object().put("driver", driver).put("id", id);
  }

  /** Doubles the commas of a value in a list of {@code key=value}: QEMU's only escape there. */
  static String escape(String value) {
    return value.replace(",", ",,");
  }

  List<String> list() {
    return List.copyOf(list);
  }

  /**
   * Returns the refusal of something that drover would have to leave out.
   *
   * @param what the element, and why it cannot be had
   */
  DroverException unsupported(String what) {
    return new DroverException(
        FailureCode.UNSUPPORTED_DEFINITION, "The domain " + domain + " cannot be started: " + what);
  }
}
