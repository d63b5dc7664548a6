package dev.drover.protocol.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drover.protocol.switchover.NoRecord.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoRecordTest {
  @Test
  void anUnknownIdIsNeverAnsweredCancelled() {
    assertThat(NoRecord.answer(Question.COMMIT, null, false))
        .containsExactly(DestinationEffect.SAY_UNKNOWN);
    assertThat(NoRecord.answer(Question.ACKNOWLEDGE, null, false))
        .containsExactly(DestinationEffect.SAY_UNKNOWN);
  }

  @Test
  void unknownToCancelLeavesOneTombstoneFirst() {
    assertThat(NoRecord.answer(Question.CANCEL, null, false))
        .containsExactly(DestinationEffect.WRITE_TOMBSTONE, DestinationEffect.SAY_UNKNOWN);
    assertThat(NoRecord.answer(Question.CANCEL, null, true))
        .containsExactly(DestinationEffect.SAY_UNKNOWN);
  }

  @Test
  void aClosedIdIsAnsweredWithItsResult() {
    assertThat(NoRecord.answer(Question.COMMIT, Answer.COMMITTED, false))
        .containsExactly(DestinationEffect.SAY_COMMITTED);
    assertThat(NoRecord.answer(Question.CANCEL, Answer.CANCELLED, false))
        .containsExactly(DestinationEffect.SAY_CANCELLED);
    assertThat(NoRecord.answer(Question.ACKNOWLEDGE, Answer.COMMITTED, false))
        .containsExactly(DestinationEffect.SAY_CLOSED);
  }

  @ParameterizedTest
  @EnumSource
  void aSourceWordIsReadAsItIsSpelled(SourceWord word) {
    assertThat(SourceWord.parse(word.wireName())).isEqualTo(word);
  }

  @ParameterizedTest
  @EnumSource
  void aDestinationWordIsReadAsItIsSpelled(DestinationWord word) {
    assertThat(DestinationWord.parse(word.wireName())).isEqualTo(word);
  }

  @Test
  void anotherSpellingIsRefusedAndNotGuessed() {
    assertThatIllegalArgumentException().isThrownBy(() -> SourceWord.parse("Armed"));
    assertThatIllegalArgumentException().isThrownBy(() -> DestinationWord.parse(""));
    assertThatIllegalArgumentException().isThrownBy(() -> Answer.parse("unknown"));
  }
}
