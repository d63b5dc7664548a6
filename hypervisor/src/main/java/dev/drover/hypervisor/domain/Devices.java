package dev.drover.hypervisor.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a domain, in the order of the definition.
 *
 * @param emulator absolute path of the QEMU binary; null means the host's own
 * @param balloon null if the definition names none
 */
public record Devices(
    @Nullable String emulator,
    List<Disk> disks,
    List<Controller> controllers,
    List<NetworkInterface> interfaces,
    List<SerialPort> serials,
    List<InputDevice> inputs,
    List<Graphics> graphics,
    List<Video> videos,
    @Nullable Balloon balloon,
    List<Rng> rngs) {
  /** No device at all. */
  public static final Devices NONE =
      new Devices(
          null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null,
          List.of());

  public Devices {
    disks = List.copyOf(disks);
    controllers = List.copyOf(controllers);
    interfaces = List.copyOf(interfaces);
    serials = List.copyOf(serials);
    inputs = List.copyOf(inputs);
    graphics = List.copyOf(graphics);
    videos = List.copyOf(videos);
    rngs = List.copyOf(rngs);
  }
}
