package dev.drover.hypervisor.domain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Definitions drawn from all that the reader accepts. */
final class RandomDefinitions {
  private static final String[] PIECES = {
    "a",
    "B",
    "7",
    "-",
    ",",
    "=",
    "'",
    "\"",
    "<",
    ">",
    "&",
    " ",
    "\t",
    "\\",
    "%",
    "$",
    "\u00e9",
    "\u2028",
    "\ud83d\udc11",
    "]]>",
    ";",
    "#"
  };

  private final Random random;

  RandomDefinitions(Random random) {
    this.random = random;
  }

  DomainDefinition next() {
    int vcpus = 1 + random.nextInt(8);
    return new DomainDefinition(
        any(VirtType.class),
        "n" + text(20),
        new UUID(random.nextLong(), random.nextLong()).toString(),
        maybe(() -> "t" + text(30)),
        1 + random.nextInt(Integer.MAX_VALUE),
        vcpus,
        new OsDefinition(
            random.nextBoolean() ? "x86_64" : "i686",
            random.nextBoolean() ? "pc-i440fx-7.2" : "pc-q35-7.2",
            List.copyOf(some(BootDevice.class)),
            maybe(
                () ->
                    new DirectKernel(
                        path(), maybe(this::path), maybe(() -> "quiet" + text(40) + "\nx")))),
        new GuestFeatures(random.nextBoolean(), random.nextBoolean(), random.nextBoolean()),
        maybe(() -> cpu(vcpus)),
        any(ClockOffset.class),
        any(LifecycleAction.class),
        any(LifecycleAction.class),
        any(LifecycleAction.class),
        devices());
  }

  private CpuDefinition cpu(int vcpus) {
    CpuMode mode = any(CpuMode.class);
    return new CpuDefinition(
        mode,
        mode == CpuMode.CUSTOM ? "qemu64" : null,
        maybe(() -> any(CpuFallback.class)),
        maybe(() -> any(CpuCheck.class)),
        maybe(() -> new CpuTopology(1, 1, vcpus, 1)),
        list(3, i -> new CpuFeature(any(CpuFeature.Policy.class), "flag" + i)));
  }

  private Devices devices() {
    boolean console = random.nextBoolean();
    return new Devices(
        maybe(this::path),
        list(4, this::disk),
        list(2, i -> controller()),
        list(3, i -> card()),
        list(3, i -> new SerialPort(i, backend(), i == 0 && console)),
        list(2, i -> input()),
        list(2, i -> graphics()),
        list(2, i -> video()),
        maybe(() -> new Balloon(any(Balloon.Model.class), address())),
        list(2, i -> new Rng(path(), address())));
  }

  private Disk disk(int index) {
    Disk.Device device = any(Disk.Device.class);
    Disk.Bus bus =
        switch (device) {
          case DISK -> pick(Disk.Bus.VIRTIO, Disk.Bus.IDE, Disk.Bus.SATA);
          case CDROM -> pick(Disk.Bus.IDE, Disk.Bus.SATA);
          case FLOPPY -> Disk.Bus.FDC;
        };
    boolean drive = device != Disk.Device.DISK;
    return new Disk(
        any(Disk.Type.class),
        device,
        any(Disk.Format.class),
        any(Disk.Cache.class),
        drive ? maybe(this::path) : path(),
        drive ? maybe(() -> any(StartupPolicy.class)) : null,
        "vd" + (char) ('a' + index),
        bus,
        device == Disk.Device.CDROM || random.nextBoolean(),
        random.nextBoolean(),
        maybe(() -> "WD-4 2"),
        address());
  }

  private Controller controller() {
    return switch (random.nextInt(4)) {
      case 0 -> new Controller(Controller.Type.PCI, 0, Controller.Model.PCI_ROOT, null);
      case 1 -> new Controller(Controller.Type.USB, 0, Controller.Model.QEMU_XHCI, address());
      case 2 -> new Controller(Controller.Type.USB, 0, Controller.Model.NONE, null);
      default -> new Controller(Controller.Type.IDE, 0, null, address());
    };
  }

  private NetworkInterface card() {
    NetworkSource source =
        switch (random.nextInt(3)) {
          case 0 -> new NetworkSource.User();
          case 1 -> new NetworkSource.Tap("tap0");
          default -> new NetworkSource.Bridge("br0", maybe(() -> "vnet1"));
        };
    return new NetworkInterface(
        source,
        "52:54:00:00:00:%02x".formatted(random.nextInt(256)),
        any(NetworkInterface.Model.class),
        address());
  }

  private SerialBackend backend() {
    return switch (random.nextInt(3)) {
      case 0 -> new SerialBackend.Null();
      case 1 -> new SerialBackend.File(path(), maybe(random::nextBoolean));
      default -> new SerialBackend.Unix(path());
    };
  }

  private InputDevice input() {
    InputDevice.Type type = any(InputDevice.Type.class);
    return new InputDevice(
        type,
        type == InputDevice.Type.TABLET ? InputDevice.Bus.USB : any(InputDevice.Bus.class),
        address());
  }

  private Graphics graphics() {
    return new Graphics(
        any(Graphics.Type.class),
        random.nextBoolean() ? -1 : 5900 + random.nextInt(100),
        maybe(random::nextBoolean),
        maybe(() -> "127.0.0.1"));
  }

  private Video video() {
    Supplier<Integer> size = () -> 1 + random.nextInt(65_536);
    return new Video(
        any(Video.Model.class),
        maybe(size),
        maybe(size),
        maybe(size),
        maybe(() -> 1 + random.nextInt(4)),
        maybe(random::nextBoolean),
        address());
  }

  private @Nullable DeviceAddress address() {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> new DriveAddress(0, random.nextInt(2), 0, random.nextInt(2));
      case 2 -> new UsbAddress(0, "1.2");
      default -> new PciAddress(0, 0, random.nextInt(32), random.nextInt(8), random.nextBoolean());
    };
  }

  private String path() {
    return "/" + text(30);
  }

  private String text(int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> List<T> list(int most, IntFunction<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(most); i > 0; i--) {
      list.add(element.apply(list.size()));
    }
    return list;
  }

  private <E extends Enum<E>> E any(Class<E> type) {
    E[] all = type.getEnumConstants();
    return all[random.nextInt(all.length)];
  }

  private <E extends Enum<E>> EnumSet<E> some(Class<E> type) {
    EnumSet<E> some = EnumSet.allOf(type);
    some.removeIf(each -> random.nextBoolean());
    return some;
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
