package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.qemu.RunStateLog;
import dev.drover.hypervisor.qmp.RunState;
import dev.drover.tests.guest.PacerDomain;
import dev.drover.tests.guest.PacerLog.Tick;
import dev.drover.tests.guest.Stay.Silence;
import dev.drover.tests.guest.StayReader;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.soak.Histories.Heard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A guest of the soak, heard on both hosts from before its first boot to the end. Thread-safe. */
final class SoakGuest implements AutoCloseable {
  /** The last words of a dead QEMU are read this late at most. */
  private static final long LATE_NANOS = 100_000_000;

  private final PacerDomain domain;
  private final int load;
  private final Map<DroverHost, StayReader> readers = new LinkedHashMap<>();
  private final List<Death> deaths = new ArrayList<>();
  private final List<Silence> excused = new ArrayList<>();
  private DroverHost where;
  private @Nullable Move move;

  /**
   * @param load pages rewritten at each tick
   * @param hosts all that it may come to; it begins on the first
   */
  SoakGuest(PacerDomain domain, int load, List<DroverHost> hosts) {
    this.domain = requireNonNull(domain, "domain is null");
    this.load = load;
    where = hosts.get(0);
    hosts.forEach(
        host ->
            readers.put(
                host, StayReader.listen(host.runFolder(domain.uuid()).resolve("serial0.sock"))));
  }

  String name() {
    return domain.name();
  }

  String uuid() {
    return domain.uuid();
  }

  String xml() {
    return domain.xml();
  }

  /** Returns pages rewritten at each tick. */
  int load() {
    return load;
  }

  /** Returns the host where it was last known to be. */
  synchronized DroverHost where() {
    return where;
  }

  synchronized void isOn(DroverHost host) {
    where = host;
  }

  synchronized DroverHost elsewhere() {
    return readers.keySet().stream().filter(host -> host != where).findFirst().orElseThrow();
  }

  /** Returns its move, from when it is asked for until the next one is. */
  synchronized Optional<Move> move() {
    return Optional.ofNullable(move);
  }

  synchronized void moves(Move now) {
    move = now;
  }

  synchronized void died(Death death) {
    deaths.add(death);
  }

  synchronized List<Death> deaths() {
    return List.copyOf(deaths);
  }

  /** It was seen to run at an instant: what ended its QEMUs before does not matter any more. */
  synchronized void livedAt(long nanos) {
    deaths.removeIf(death -> death.nanos() + LATE_NANOS < nanos);
  }

  /** Says that nobody expected it to tick in a time. */
  synchronized void excuse(Silence silence) {
    excused.add(silence);
  }

  synchronized List<Silence> excused() {
    return List.copyOf(excused);
  }

  /** Returns what was heard of it on all hosts. */
  List<Heard> heard() {
    List<Heard> all = new ArrayList<>();
    readers.forEach(
        (host, reader) -> reader.stays().forEach(stay -> all.add(new Heard(host.name(), stay))));
    return all;
  }

  /** Returns the newest tick of the QEMU that is on a host now, if it has ticked there. */
  Optional<Tick> last(DroverHost host) {
    return Optional.ofNullable(reader(host).last());
  }

  /** Returns the reader on a host. */
  StayReader reader(DroverHost host) {
    return requireNonNull(readers.get(host), "nobody listens there");
  }

  /** Returns the last run state that the QEMU on a host has written down, if there is any. */
  Optional<RunState> runState(DroverHost host) {
    return RunStateLog.read(host.runFolder(uuid()).resolve("runstate.log")).lastState();
  }

  @Override
  public void close() {
    readers.values().forEach(StayReader::close);
  }
}
