package dev.drover.hypervisor.domain;

import dev.drover.protocol.failure.Excerpt;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Sizes with libvirt's units: a number of KiB unless said otherwise; {@code k} and {@code KiB} are
 * 1024, {@code KB} is 1000 bytes, and so on (virScaleInteger). libvirt rounds up to whole KiB;
 * drover refuses what it would have to round, because both hosts must have exactly the same size.
 */
final class MemorySize {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,19}");
  private static final BigInteger KIB = BigInteger.valueOf(1024);

  /** The size in bytes still fits a signed 64-bit number. */
  private static final BigInteger MOST_KIB = BigInteger.valueOf(Long.MAX_VALUE / 1024);

  private static final Map<String, BigInteger> UNITS =
      Map.ofEntries(
          Map.entry("b", BigInteger.ONE),
          Map.entry("bytes", BigInteger.ONE),
          Map.entry("k", KIB),
          Map.entry("kib", KIB),
          Map.entry("kb", BigInteger.valueOf(1000)),
          Map.entry("m", KIB.pow(2)),
          Map.entry("mib", KIB.pow(2)),
          Map.entry("mb", BigInteger.valueOf(1000).pow(2)),
          Map.entry("g", KIB.pow(3)),
          Map.entry("gib", KIB.pow(3)),
          Map.entry("gb", BigInteger.valueOf(1000).pow(3)),
          Map.entry("t", KIB.pow(4)),
          Map.entry("tib", KIB.pow(4)),
          Map.entry("tb", BigInteger.valueOf(1000).pow(4)));

  private MemorySize() {}

  /** Returns an element's size in KiB; a problem and 1 if there is none. */
  static long read(ElementReader element) {
    String name = element.attribute("unit");
    BigInteger unit = name == null ? KIB : UNITS.get(name.toLowerCase(Locale.ROOT));
    String text = element.text().strip();
    if (unit == null) {
      element.invalid("has the unit " + Excerpt.of(String.valueOf(name)) + ", expected KiB, MiB …");
      return 1;
    }
    if (!DIGITS.matcher(text).matches()) {
      element.invalid("is not a size: " + Excerpt.of(text));
      return 1;
    }
    BigInteger[] kib = new BigInteger(text).multiply(unit).divideAndRemainder(KIB);
    if (kib[1].signum() != 0) {
      element.invalid("is not a whole number of KiB: " + text + " " + name);
      return 1;
    }
    if (kib[0].signum() == 0 || kib[0].compareTo(MOST_KIB) > 0) {
      element.invalid("is no size that a guest can have: " + text);
      return 1;
    }
    return kib[0].longValueExact();
  }
}
