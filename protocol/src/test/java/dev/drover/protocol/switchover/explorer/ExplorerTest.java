package dev.drover.protocol.switchover.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.switchover.DestinationEffect;
import dev.drover.protocol.switchover.SourceEffect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Explores every {@link Scenario} whole, without any limit on the number of crashes or of any other
 * fault, and every {@link Mutant} up to the shortest interleaving that shows it. Prints what it
 * found. A plain build explores two scenarios and all mutants; the rest waits for {@code
 * -Ddrover.explorer=all}, which {@code ./dev test} sets.
 */
@Execution(ExecutionMode.CONCURRENT)
@Tag("once")
class ExplorerTest {
  /**
   * For what cannot happen as long as both machines are the real ones and people tell the truth.
   */
  private static final Set<SourceEffect> NEVER_AT_THE_SOURCE =
      EnumSet.of(
          SourceEffect.STOP,
          SourceEffect.ALARM_LEASE_LOST,
          SourceEffect.ALARM_CONTRADICTION,
          SourceEffect.ALARM_RUNNING_WHILE_PERMITTED);

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "LEASED"})
  void noInterleavingViolatesAnyProperty(Scenario scenario) {
    explore(scenario);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PLAIN", "LEASED"})
  @EnabledIfSystemProperty(named = "drover.explorer", matches = "all")
  void noInterleavingWithPausedGuestsPeopleOrLostRecordsViolatesAnyProperty(Scenario scenario) {
    explore(scenario);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void everyMutantIsCaught(Mutant mutant) {
    Search.Result result =
        new Search(new Model(mutant.scenario(), mutant), Set.of(mutant.breaks())).run();

    List<String> report = new ArrayList<>();
    report.add("mutant: " + mutant.sentence() + " (" + mutant.scenario().sentence() + ")");
    report.add("  violates " + mutant.breaks().sentence());
    print(report, result.interleaving());
    assertThat(result.violated()).isEqualTo(mutant.breaks());
    assertThat(result.interleaving()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "drover.explorer", matches = "all")
  void everyExemptionIsNeeded(Exemption exemption) {
    Set<Exemption> others = EnumSet.complementOf(EnumSet.of(exemption));
    Model model = new Model(exemption.scenario(), Mutant.NONE, others);
    Search.Result result = new Search(model, Set.of(Properties.WHOLE_COPY_LIVES)).run();

    String headline = "a whole copy may be given up: " + exemption.sentence();
    print(List.of(headline), result.interleaving());
    assertThat(result.violated()).isEqualTo(Properties.WHOLE_COPY_LIVES);
  }

  private static void explore(Scenario scenario) {
    Model model = new Model(scenario, Mutant.NONE);
    Search.Result result = new Search(model, EnumSet.allOf(Properties.class)).run();

    List<String> report = new ArrayList<>();
    report.add(
        "%s: %,d worlds, %,d calm ones"
            .formatted(scenario.sentence(), result.worlds(), result.calmWorlds()));
    for (Properties property : Properties.values()) {
      report.add("  " + property.sentence() + ": " + verdict(property, scenario, result));
    }
    print(report, result.interleaving());
    assertThat(result.interleaving()).as("shortest way to violate %s", result.violated()).isEmpty();
    assertThat(model.sources.effects())
        .as("effects tried at the source")
        .contains(SourceEffect.SEND_COMMIT, SourceEffect.CONT, SourceEffect.CLOSE_RECORD)
        .doesNotContainAnyElementsOf(NEVER_AT_THE_SOURCE);
    assertThat(model.destinations.effects())
        .as("effects tried at the destination")
        .contains(DestinationEffect.SAY_COMMITTED, DestinationEffect.SAY_CANCELLED)
        .contains(DestinationEffect.YANK, DestinationEffect.CLOSE_RECORD)
        .doesNotContain(DestinationEffect.ALARM_RUNNING_UNASKED);
  }

  private static String verdict(Properties property, Scenario scenario, Search.Result result) {
    boolean ofCalm = property == Properties.CALM_CLOSES || property == Properties.WHOLE_COPY_LIVES;
    if (scenario.recordLoss() && ofCalm) {
      return "not asked, a lost record is held for a person";
    }
    return property == result.violated() ? "VIOLATED" : "holds";
  }

  /** In one piece: scenarios are explored side by side. */
  private static void print(List<String> report, List<String> interleaving) {
    List<String> lines = new ArrayList<>(report);
    interleaving.forEach(line -> lines.add("    " + line));
    System.out.println(String.join(System.lineSeparator(), lines));
  }
}
