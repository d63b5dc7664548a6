package dev.drover.hypervisor.domain;

import static dev.drover.hypervisor.domain.DomainXmlTest.MINIMAL;
import static dev.drover.hypervisor.domain.DomainXmlTest.assertRefused;

import dev.drover.protocol.failure.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoveChecksTest {
  @ParameterizedTest
  @ValueSource(longs = {256, 131_072, 1_048_576, 1_048_569})
  void anEmulatedGuestWhoseMemoryIsAMultipleOf256KibIsRefusedByOldQemus(long kib) {
    for (String version : new String[] {"7.2.22", "8.2.0", "", "unknown"}) {
      assertRefused(
          () -> MoveChecks.memory(withMemory(kib), version, "alpha"),
          FailureCode.UNSAFE_MEMORY_SIZE,
          "on host alpha");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 131_080, 1_048_568, 1_048_560, 131_073})
  void otherSizesMayMove(long kib) {
    MoveChecks.memory(withMemory(kib), "7.2.22", "alpha");
  }

  @Test
  void kvmAndNewQemusTakeAnySize() {
    MoveChecks.memory(ofType("kvm"), "7.2.22", "alpha");
    MoveChecks.memory(withMemory(131_072), "9.0.0", "alpha");
    MoveChecks.memory(withMemory(131_072), "10.0.2", "alpha");
  }

  @Test
  void theSentenceSaysWhatWouldDo() {
    assertRefused(
        () -> MoveChecks.memory(withMemory(1_048_569), "7.2.22", "alpha"),
        FailureCode.UNSAFE_MEMORY_SIZE,
        "Domain db is emulated by QEMU 7.2.22 on host alpha and has 1048576 KiB of memory, a"
            + " multiple of 256 KiB: a live migration would corrupt it. 1048584 KiB would do.");
  }

  private static DomainDefinition ofType(String type) {
    return DomainXml.read(
        MINIMAL.replace("type='qemu'", "type='" + type + "'").replace("131080", "131072"));
  }

  private static DomainDefinition withMemory(long kib) {
    return DomainXml.read(MINIMAL.replace("131080", String.valueOf(kib)));
  }
}
