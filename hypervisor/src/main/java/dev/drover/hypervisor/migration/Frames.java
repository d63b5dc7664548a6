package dev.drover.hypervisor.migration;

import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.FrameKind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bodies of frames that carry more than their kind. */
final class Frames {
  /** First byte of a CANCEL that carries a person's statement that the destination is dead. */
  private static final byte STATED_DEAD = 1;

  private Frames() {}

  /** Returns CANCEL: one byte of meaning, then the reason in UTF-8. */
  static Frame cancel(boolean statedDead, @Nullable String reason) {
    byte[] words = (reason == null ? "" : reason).getBytes(StandardCharsets.UTF_8);
    byte[] body = new byte[words.length + 1];
    body[0] = statedDead ? STATED_DEAD : 0;
    System.arraycopy(words, 0, body, 1, words.length);
    return Frame.of(FrameKind.CANCEL, body);
  }

  /** Returns WAITING: where this worker takes links. */
  static Frame waiting(String address) {
    return Frame.of(FrameKind.WAITING, address.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns where the worker that waits takes links. */
  static String address(Frame waiting) {
    return new String(waiting.body(), StandardCharsets.UTF_8);
  }

  /** Returns whether a CANCEL carries the statement. */
  static boolean statedDead(Frame cancel) {
    byte[] body = cancel.body();
    return body.length > 0 && body[0] == STATED_DEAD;
  }

  /** Returns the reason of a CANCEL; may be empty. */
  static String reason(Frame cancel) {
    byte[] body = cancel.body();
    return body.length < 2 ? "" : new String(body, 1, body.length - 1, StandardCharsets.UTF_8);
  }
}
