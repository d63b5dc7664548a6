package dev.drover.hypervisor.domain;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.xml.XmlElement;
import dev.drover.protocol.xml.XmlException;
import dev.drover.protocol.xml.XmlReader;
import dev.drover.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * Domain definitions as libvirt's {@code <domain>} XML: the subset that docs/definition.md lists.
 * What lies outside is refused by its path, never dropped. {@code read(write(d))} equals {@code d}.
 */
public final class DomainXml {
  /** Most bytes of a definition; libvirt's own for a large guest have about 20 KiB. */
  public static final int MAX_BYTES = 256 * 1024;

  private DomainXml() {}

  /**
   * Reads a complete definition.
   *
   * @param xml UTF-8
   * @throws DroverException INVALID_DEFINITION if it is longer than {@link #MAX_BYTES}, malformed,
   *     incomplete or wrong; UNSUPPORTED_DEFINITION if it is only outside of the subset. Every path
   *     is named, up to twenty.
   */
  public static DomainDefinition read(byte[] xml) {
    requireNonNull(xml, "xml is null");
    return read(() -> XmlReader.read(xml, MAX_BYTES), null);
  }

  /** Reads a complete definition; like {@link #read(byte[])}. */
  public static DomainDefinition read(String xml) {
    requireNonNull(xml, "xml is null");
    return read(() -> XmlReader.read(xml, MAX_BYTES), null);
  }

  /**
   * Reads a definition that a person wrote: a UUID and MAC addresses that are missing are drawn.
   * Otherwise like {@link #read(byte[])}.
   */
  public static DomainDefinition read(String xml, IdentitySource missing) {
    requireNonNull(xml, "xml is null");
    requireNonNull(missing, "missing is null");
    return read(() -> XmlReader.read(xml, MAX_BYTES), missing);
  }

  /** Writes a definition in libvirt's order and spelling. */
  public static String write(DomainDefinition definition) {
    return XmlWriter.write(DomainWriter.write(definition));
  }

  private static DomainDefinition read(Document document, @Nullable IdentitySource missing) {
    XmlElement root;
    try {
      root = document.parse();
    } catch (XmlException e) {
      throw new DroverException(
          FailureCode.INVALID_DEFINITION, "The domain definition " + e.getMessage() + ".");
    }
    Problems problems = new Problems();
    ElementReader domain = ElementReader.root(root, problems);
    if (!root.name().equals("domain")) {
      domain.invalid("is the root element, expected <domain>");
      problems.throwIfAny("(unnamed)");
    }
    DomainDefinition definition = new DomainReader(domain, missing).read();
    domain.refuseTheRest();
    problems.throwIfAny(definition.name().isEmpty() ? "(unnamed)" : definition.name());
    return definition;
  }

  /** Bytes or text, not parsed yet. */
  private interface Document {
    XmlElement parse() throws XmlException;
  }
}
