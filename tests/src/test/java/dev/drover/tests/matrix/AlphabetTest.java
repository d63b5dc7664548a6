package dev.drover.tests.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.switchover.explorer.Alphabet;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The explorer's alphabet beside the faults that are done to real processes. */
class AlphabetTest {
  private static final NavigableSet<String> ALPHABET = Alphabet.names();

  @Test
  void everyEventOfTheExplorerHasAFaultTestOrAReason() {
    Set<String> known = inCells();
    known.addAll(Elsewhere.tested().keySet());
    known.addAll(Elsewhere.untested().keySet());

    assertThat(known).isEqualTo(ALPHABET);
  }

  @Test
  void noReasonIsGivenForAnEventThatIsTested() {
    Set<String> tested = inCells();
    tested.addAll(Elsewhere.tested().keySet());

    assertThat(tested).doesNotContainAnyElementsOf(Elsewhere.untested().keySet());
    assertThat(inCells()).doesNotContainAnyElementsOf(Elsewhere.tested().keySet());
  }

  @Test
  void everyTestThatIsNamedIsThere() {
    assertThat(Elsewhere.tested().values()).allSatisfy(AlphabetTest::isTest);
  }

  @Test
  void whatTheExplorerDoesNotKnowIsListedWithTheReason() {
    for (Cell cell : Matrix.cells()) {
      if (Events.of(cell).isEmpty()) {
        assertThat(Events.whyNone(cell)).as(cell.title()).isNotBlank();
      }
    }
  }

  private static Set<String> inCells() {
    Set<String> events = new TreeSet<>();
    Matrix.cells().forEach(cell -> events.addAll(Events.of(cell)));
    return events;
  }

  private static void isTest(String name) throws ClassNotFoundException {
    int hash = name.indexOf('#');
    assertThat(Class.forName(name.substring(0, hash)).getDeclaredMethods())
        .filteredOn(AlphabetTest::isRun)
        .extracting(Method::getName)
        .contains(name.substring(hash + 1));
  }

  private static boolean isRun(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(one -> one instanceof Test || one instanceof TestFactory);
  }
}
