package dev.drover.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Base64;

/**
 * Bytes that one host writes for the other; everyone between them only carries them. Immutable;
 * Base64 in JSON.
 */
public final class Cookie {
  /** No bytes at all. */
  public static final Cookie EMPTY = new Cookie(new byte[0]);

  private final byte[] bytes;

  private Cookie(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a cookie with a copy of the given bytes. */
  public static Cookie of(byte[] bytes) {
    return new Cookie(bytes.clone());
  }

  /**
   * Reads the JSON form.
   *
   * @throws IllegalArgumentException if the text is not Base64
   */
  @JsonCreator
  public static Cookie fromBase64(String text) {
    return new Cookie(Base64.getDecoder().decode(text));
  }

  /** Returns the JSON form. */
  @JsonValue
  public String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the number of bytes. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cookie cookie && Arrays.equals(bytes, cookie.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Cookie[" + bytes.length + " bytes]";
  }
}
