package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.message.AbortCall;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.message.PrepareResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Two hosts with real QEMU and a guest that runs on the first; the link between them is a fake. */
@Tag("qemu")
@Timeout(30)
abstract class TwoRealHosts {
  static final String UUID = "5b0ba0d2-3c60-4a56-9a3e-6f0a51c0a001";

  final DirectPeers.Wire wire = new DirectPeers.Wire();
  Path root;
  RealHost alpha;
  RealHost beta;

  @BeforeEach
  void twoHostsAndAGuestOnAlpha() throws IOException, InterruptedException {
    root = Files.createTempDirectory(Path.of("/tmp"), "drvm");
    alpha = open("alpha", "a");
    beta = open("beta", "b");
    Path kernel = root.resolve("pacer");
    Process build = new ProcessBuilder("../guest/build", kernel.toString()).start();
    assertThat(build.waitFor()).isZero();
    byte[] image = Files.readAllBytes(kernel);
    // Pages rewritten at each tick (guest/pacer.S): none, so that slow transfers end too.
    ByteBuffer.wrap(image).putInt(0x34, 0);
    Files.write(kernel, image);
    alpha.hypervisor().define(xml(kernel));
    alpha.hypervisor().start(UUID);
  }

  /** Opens a host, or a host's next worker, in a folder below the root. */
  RealHost open(String name, String folder) throws IOException {
    return new RealHost(name, root.resolve(folder), wire);
  }

  @AfterEach
  void nothingRemains() throws IOException {
    for (RealHost host : List.of(alpha, beta)) {
      host.close();
      host.running().all().forEach(one -> one.kill());
    }
    endQemus();
    try (var files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  /** A test that fails may leave a QEMU that no worker knows of. */
  private void endQemus() throws IOException {
    try (var pidfiles = Files.walk(root).filter(file -> file.endsWith("qemu.pid"))) {
      for (Path pidfile : pidfiles.toList()) {
        String pid = Files.readString(pidfile).strip();
        if (!pid.isEmpty()) {
          ProcessHandle.of(Long.parseLong(pid))
              .filter(one -> one.info().arguments().map(List::of).orElse(List.of()).contains(UUID))
              .ifPresent(ProcessHandle::destroyForcibly);
        }
      }
    }
  }

  static String xml(Path kernel) {
    return """
    <domain type='qemu'><name>pacer</name><uuid>%s</uuid><memory unit='KiB'>131080</memory>
    <vcpu>1</vcpu>
    <os><type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type><kernel>%s</kernel></os>
    <devices/></domain>
    """
        .formatted(UUID, kernel);
  }

  long sent() {
    return sentBy(alpha);
  }

  static long sentBy(RealHost host) {
    return host.monitor(UUID).queryMigrate().ram().transferredBytes();
  }

  /** Performs a move from alpha, aborts it as soon as bytes are sent, and returns what it says. */
  PerformResult abortedInTheTransfer(Move move) {
    PrepareResult prepared = move.prepare(move.begin());
    CompletableFuture<PerformResult> transfer =
        CompletableFuture.supplyAsync(() -> move.perform(prepared));
    eventually(() -> sent() > 0, "bytes are sent");
    alpha.hypervisor().abort(new AbortCall(move.id, UUID, "the test"));
    return transfer.join();
  }

  boolean recordsClosed() {
    return alpha.store().open().isEmpty() && beta.store().open().isEmpty();
  }

  static DomainInfo only(RealHost host) {
    assertThat(host.hypervisor().domains()).hasSize(1);
    return host.hypervisor().domains().get(0);
  }

  static void eventually(BooleanSupplier holds, String what) {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time: " + what).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
