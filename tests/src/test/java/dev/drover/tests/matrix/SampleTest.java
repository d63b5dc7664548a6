package dev.drover.tests.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.Side;
import dev.drover.tests.fault.FaultKind;
import dev.drover.tests.harness.Order;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final List<Deed> DEEDS = Sample.deeds();

  @Test
  void theSampleIsATenthOfTheMatrix() {
    assertThat(Sample.cells()).hasSizeGreaterThanOrEqualTo(Matrix.cells().size() / 10);
  }

  @Test
  void everyKindOfFaultIsInTheSample() {
    assertThat(moments().map(Deed.AtMoment::kind)).containsAll(EnumSet.allOf(FaultKind.class));
    assertThat(orders().map(Deed.AtGate::order))
        .containsAll(EnumSet.complementOf(EnumSet.of(Order.WAIT)));
  }

  @Test
  void everyStepIsInTheSample() {
    assertThat(moments().map(Deed.AtMoment::moment)).containsAll(EnumSet.allOf(Moment.class));
  }

  @Test
  void bothSidesAreInTheSample() {
    for (Side side : Side.values()) {
      assertThat(moments().filter(fault -> fault.side() == side).map(Deed.AtMoment::kind))
          .contains(FaultKind.WORKER_KILLED, FaultKind.QEMU_KILLED, FaultKind.HOST_REBOOTED);
    }
  }

  private static Stream<Deed.AtMoment> moments() {
    return DEEDS.stream().filter(Deed.AtMoment.class::isInstance).map(Deed.AtMoment.class::cast);
  }

  private static Stream<Deed.AtGate> orders() {
    return DEEDS.stream().filter(Deed.AtGate.class::isInstance).map(Deed.AtGate.class::cast);
  }
}
