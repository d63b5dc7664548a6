package dev.drover.tests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.tests.fault.FaultKind;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final int GUESTS = 3;

  @Test
  void theSameSeedGivesTheSamePlan() {
    Plan plan = Plan.draw(7, 200, GUESTS, true);

    assertThat(Plan.draw(7, 200, GUESTS, true)).isEqualTo(plan);
    assertThat(Plan.draw(8, 200, GUESTS, true).faults()).isNotEqualTo(plan.faults());
  }

  @Test
  void aLongerPlanBeginsLikeAShorterOne() {
    assertThat(Plan.draw(7, 300, GUESTS, true).faults().subList(0, 60))
        .isEqualTo(Plan.draw(7, 60, GUESTS, true).faults());
  }

  @Test
  void theSameSeedAsksForTheSameMoves() {
    RandomGenerator one = Plan.draw(7, 1, GUESTS, true).ofGuest(2);
    RandomGenerator same = Plan.draw(7, 1, GUESTS, true).ofGuest(2);

    for (int i = 0; i < 50; i++) {
      assertThat(MoveChoice.draw(one)).isEqualTo(MoveChoice.draw(same));
    }
  }

  @Test
  void everyKindOfFaultComesAtEveryMoment() {
    Plan plan = Plan.draw(1, 1000, GUESTS, true);

    for (FaultKind kind : FaultKind.values()) {
      assertThat(plan.faults().stream().filter(fault -> fault.kind() == kind))
          .extracting(PlannedFault::moment)
          .containsAll(Arrays.asList(Moment.values()));
    }
  }

  @Test
  void aServerThatForgetsEverythingIsNotKilled() {
    assertThat(Plan.draw(1, 1000, GUESTS, false).faults())
        .extracting(PlannedFault::kind)
        .doesNotContain(FaultKind.SERVER_KILLED);
  }

  @Test
  void someSeedsGiveLeasesAndSomeDoNot() {
    assertThat(
            LongStream.range(0, 20).mapToObj(seed -> Plan.draw(seed, 1, GUESTS, true).lockspace()))
        .contains(true, false);
  }
}
