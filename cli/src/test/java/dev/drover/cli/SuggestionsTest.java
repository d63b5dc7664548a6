package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SuggestionsTest {
  @Test
  void countsInsertionsDeletionsAndReplacements() {
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestions.distance("roles", "roles")).isZero();
  }

  @Test
  void offersTheNearestWordOnlyIfItIsNear() {
    List<String> words = List.of("name", "roles", "qemu");

    assertThat(Suggestions.nearest("nmae", words)).contains("name");
    assertThat(Suggestions.nearest("certificate-folder", words)).isEmpty();
    assertThat(Suggestions.nearest("foo", List.of("top"))).isEmpty();
  }
}
