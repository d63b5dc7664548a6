package dev.drover.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TextTest {
  @Test
  void amountsAreReadInPowersOf1024() {
    assertThat(Units.parseBytes("100M")).isEqualTo(100L << 20);
    assertThat(Units.parseBytes("2GiB/s")).isEqualTo(2L << 30);
    assertThat(Units.parseBytes("12345")).isEqualTo(12345);
    assertThatThrownBy(() -> Units.parseBytes("1.5G")).hasMessageContaining("no amount of bytes");
    assertThatThrownBy(() -> Units.parseBytes("999999999999999T"))
        .hasMessageContaining("too large");
  }

  @Test
  void namesCannotCommandTheTerminal() {
    assertThat(Units.printable("a\u001b[31mb\u202e\n")).isEqualTo("a?[31mb??");
  }

  @Test
  void aTableIsAsWideAsItsCells() {
    Table table = Table.of("NAME", "STATE").wide("WHY");
    table.row("a-long-name", "up", "");

    assertThat(table.lines(false).stream().map(Text::toString))
        .containsExactly("NAME         STATE", "a-long-name  up");
    assertThat(table.lines(true).stream().map(Text::toString))
        .containsExactly("NAME         STATE  WHY", "a-long-name  up");
  }

  @Test
  void coloursDoNotMakeAColumnWider() {
    Table table = Table.of("STATE", "NAME");
    table.row(Text.of(Tone.GOOD, "up"), Text.of("pacer"));

    assertThat(table.lines(false).get(1).render(true)).isEqualTo("\u001b[32mup\u001b[0m     pacer");
  }

  @Test
  void aLineIsCutByWhatAPersonSees() {
    Text line = Text.of(Tone.BAD, "gone").and(" away");

    assertThat(line.cut(6).toString()).isEqualTo("gone a");
    assertThat(line.cut(2).render(true)).isEqualTo(Text.of(Tone.BAD, "go").render(true));
    assertThat(line.cut(9).toString()).isEqualTo("gone away");
    assertThat(line.cut(0).width()).isZero();
  }
}
