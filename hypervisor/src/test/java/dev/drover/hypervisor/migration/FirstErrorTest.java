package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.FailureCode;
import org.junit.jupiter.api.Test;

class FirstErrorTest {
  private final FirstError error = new FirstError();

  @Test
  void nothingOverwritesTheFirstError() {
    error.note(" ");
    error.note(FailureCode.OPERATION_ABORTED, "a person asked for it");
    error.note(FailureCode.PEER_UNREACHABLE, "the host was lost");
    error.noteDestination("it was cancelled");
    assertThat(error.code()).isEqualTo(FailureCode.OPERATION_ABORTED);
    assertThat(error.reason()).isEqualTo("a person asked for it");
  }

  @Test
  void theDestinationsWordsAreAddedToThoseOfQemuOnce() {
    error.note("Broken pipe");
    error.noteDestination("Size mismatch");
    error.noteDestination("Size mismatch");
    error.noteDestination("");
    assertThat(error.reason()).isEqualTo("Broken pipe; the destination: Size mismatch");
    assertThat(error.code()).isNull();
  }

  @Test
  void aReasonOfAnyLengthLeavesRoomInTheRecord() {
    error.noteDestination("x".repeat(1 << 20));
    assertThat(error.reason()).hasSize(FirstError.MAX_CHARS);
  }
}
