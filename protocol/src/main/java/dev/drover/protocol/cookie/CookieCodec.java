package dev.drover.protocol.cookie;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cookies as bytes: libvirt's {@code <qemu-migration>} document in UTF-8, ended by one NUL that
 * counts. libvirt refuses a cookie without it.
 */
public final class CookieCodec {
  /**
   * Most bytes, NUL included, when protocol v3 was introduced (libvirt's first
   * REMOTE_MIGRATE_COOKIE_MAX).
   */
  public static final int STRICT_BYTES = 16_384;

  /** Most bytes, NUL included, that today's libvirt takes: the same constant, raised since. */
  public static final int MAX_BYTES = 4_194_304;

  private CookieCodec() {}

  /**
   * Writes a cookie of at most {@link #MAX_BYTES}; otherwise like {@link #encode(MigrationCookie,
   * int)}.
   */
  public static Cookie encode(MigrationCookie cookie) {
    return encode(cookie, MAX_BYTES);
  }

  /**
   * Writes a cookie.
   *
   * @param maxBytes the most that the reader takes: {@link #STRICT_BYTES} or {@link #MAX_BYTES}
   * @throws DroverException with INVALID_COOKIE if it is longer, or if its persistent definition is
   *     not a {@code <domain>} document
   */
  public static Cookie encode(MigrationCookie cookie, int maxBytes) {
    byte[] text =
        CookieWriter.write(requireNonNull(cookie, "cookie is null"))
            .getBytes(StandardCharsets.UTF_8);
    if (text.length >= maxBytes) {
      throw invalid(
          "The migration cookie of domain %s has %d bytes, at most %d may be sent."
              .formatted(cookie.name(), text.length + 1, maxBytes));
    }
    // Arrays.copyOf fills with zeros, which is the NUL.
    return Cookie.of(Arrays.copyOf(text, text.length + 1));
  }

  /** Reads a cookie of at most {@link #MAX_BYTES}; otherwise like {@link #decode(Cookie, int)}. */
  public static MigrationCookie decode(Cookie cookie) {
    return decode(cookie, MAX_BYTES);
  }

  /**
   * Reads a cookie. What it says is not judged: {@link CookieCheck} does that. Unknown elements are
   * ignored, as libvirt does.
   *
   * @param maxBytes the most that is read
   * @throws DroverException with INVALID_COOKIE if it is empty, too long, not ended by a NUL, not
   *     XML, or lacks what every cookie has; or if one of its sections lacks its data
   */
  public static MigrationCookie decode(Cookie cookie, int maxBytes) {
    if (cookie.size() == 0) {
      throw invalid("The migration cookie is empty.");
    }
    if (cookie.size() > maxBytes) {
      throw invalid(
          "The migration cookie has %d bytes, at most %d are read."
              .formatted(cookie.size(), maxBytes));
    }
    byte[] bytes = cookie.bytes();
    if (bytes[bytes.length - 1] != 0) {
      throw invalid("The migration cookie does not end in a NUL: a part of it is missing.");
    }
    return CookieReader.read(Arrays.copyOf(bytes, bytes.length - 1));
  }

  static DroverException invalid(String sentence) {
    return new DroverException(FailureCode.INVALID_COOKIE, sentence);
  }
}
