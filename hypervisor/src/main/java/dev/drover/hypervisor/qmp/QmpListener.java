package dev.drover.hypervisor.qmp;

/**
 * Told what happens on a monitor, one call at a time, on the monitor's own reading thread. Hand
 * over and return: a command executed from here would wait for a reply that this thread should
 * read.
 */
public interface QmpListener {
  /** Called for each event, in QEMU's order, also before the monitor's maker has it in hand. */
  void event(QmpEvent event);

  /**
   * The last call for this connection, made once, whoever closed it.
   *
   * @param reason one sentence that names the domain
   */
  void closed(String reason);
}
