package dev.drover.starter.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.Text;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.Statistics;
import dev.drover.starter.job.FakeJobs;
import dev.drover.starter.job.Glance;
import dev.drover.starter.job.HostRef;
import dev.drover.starter.job.Job;
import dev.drover.starter.job.JobKey;
import dev.drover.starter.job.JobStatus;
import dev.drover.starter.job.JobStory;
import dev.drover.starter.job.PendingCall;
import dev.drover.starter.terminal.Keys;
import dev.drover.starter.terminal.TerminalSize;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class MoveBoardTest {
  private static final Progress HALF = new Progress("active", 1000, 600, 500, 100, 10, 2, 5);
  private static final Progress FAST =
      new Progress(
          "active",
          1 << 30,
          1,
          (512 << 20) + (1 << 19),
          (1023L << 20) + (1 << 19),
          105381888,
          2,
          5);

  private final FakeJobs jobs = new FakeJobs();
  private long now = 1_700_000_000_000L;
  private final MoveBoard board = new MoveBoard(jobs, Runnable::run, () -> now);

  @Test
  void anEmptyFleetIsATitleAndNothingElse() {
    assertThat(board.look()).isEmpty();
    assertThat(MoveTable.lines(List.of())).hasSize(1);
  }

  @Test
  void aMoveShowsItsStepItsNumbersAndHowLongItWouldStandStill() {
    put(1, JobStatus.RUNNING, call("perform", 2, HALF));

    Move move = board.look().get(0);
    assertThat(move.percent()).isEqualTo(50);
    assertThat(move.expectedBlackoutMillis()).isEqualTo(5000);
    assertThat(MoveTable.lines(List.of(move)).get(1).toString())
        .isEqualTo(
            "guest1  alpha  beta  perform, attempt 2  50%   100 B/s  500 B  10 B/s   2     "
                + "1.00 s   ~5.00 s");
  }

  @Test
  void aMoveThatHasEndedStaysForTenSecondsWithItsOutcome() {
    put(1, JobStatus.RUNNING, call("perform", 1, HALF));
    put(2, JobStatus.RUNNING, call("prepare", 1, null));
    assertThat(board.look()).hasSize(2);

    put(1, JobStatus.FAILED);
    now += 1000;
    List<Move> moves = board.look();
    assertThat(moves).extracting(Move::name).containsExactly("guest2", "guest1");
    assertThat(MoveTable.lines(moves).get(2).toString()).contains("HOST_BUSY");

    now += 9_000;
    assertThat(board.look()).hasSize(2);
    now += 1_001;
    assertThat(board.look()).extracting(Move::name).containsExactly("guest2");
  }

  @Test
  void aMoveThatBeganAndEndedBetweenTwoLooksIsSeenButNoneOfLastWeek() {
    put(1, JobStatus.SUCCEEDED);
    now += 60_000;
    assertThat(board.look()).isEmpty();

    put(2, JobStatus.SUCCEEDED);
    now += 1000;
    assertThat(MoveTable.lines(board.look()).get(1).toString())
        .contains("arrived")
        .endsWith("14.2 ms");
  }

  @Test
  void theColumnsOfALiveTableStayWhereTheyAre() {
    put(1, JobStatus.RUNNING, call("begin", 1, null));
    List<Text> before = MoveTable.lines(board.look(), 120);
    put(1, JobStatus.RUNNING, call("perform", 1, FAST));
    List<Text> during = MoveTable.lines(board.look(), 120);

    assertThat(during.get(1).toString()).contains("1023.5 MiB/s  512.5 MiB   100.5 MiB/s ");
    assertThat(during.get(0)).hasToString(before.get(0).toString());
  }

  @Test
  void aMoveThatFailedIsNoPartOfTheWay() {
    put(1, JobStatus.FAILED);

    assertThat(MoveTable.lines(board.look()).get(1).toString())
        .contains("HOST_BUSY  -  ")
        .doesNotContain("%");
  }

  @Test
  void numbersThatQemuHasNotCountedYetAreNotShown() {
    put(1, JobStatus.RUNNING, call("perform", 1, Progress.NONE));

    assertThat(MoveTable.lines(board.look()).get(1).toString())
        .contains("perform  0%")
        .doesNotContain("0 B");
  }

  @Test
  void aMoveThatTheServerForgetsGoesWithoutAnError() {
    put(1, JobStatus.RUNNING, call("perform", 1, HALF));
    board.look();
    jobs.forget(key(1));

    assertThat(board.look()).isEmpty();
  }

  @Test
  void aNarrowScreenKeepsDomainAndStep() {
    put(1, JobStatus.RUNNING, call("perform", 1, HALF));
    List<Move> moves = board.look();

    assertThat(MoveTable.lines(moves, 60))
        .allSatisfy(line -> assertThat(line.width()).isLessThanOrEqualTo(60));
    assertThat(MoveTable.lines(moves, 60).get(0).toString()).contains("TO").doesNotContain("PASS");
    assertThat(MoveTable.lines(moves, 18).get(1).toString()).isEqualTo("guest1  perform");
    assertThat(MoveTable.lines(moves, 5).get(1).toString()).isEqualTo("guest");
  }

  @Test
  void qEndsTheViewAndAHundredMovesFitTheScreen() {
    for (int number = 0; number < 100; number++) {
      put(number, JobStatus.RUNNING, call("perform", 1, HALF));
    }
    List<List<Text>> pictures = new ArrayList<>();
    view(pictures, board::look, new ByteArrayInputStream(new byte[] {'x', 'q'})).run(board.look());

    assertThat(pictures.get(0)).hasSize(24);
    assertThat(pictures.get(0).get(0).toString()).contains("100 moves under way");
    assertThat(pictures.get(0).get(23).toString()).isEqualTo("and 80 more; q ends");
    assertThat(pictures.get(0)).allSatisfy(line -> assertThat(line.width()).isLessThan(80));
  }

  @Test
  void aServerThatGoesAwayIsSaidBesideTheLastPicture() {
    put(1, JobStatus.RUNNING, call("perform", 1, HALF));
    List<List<Text>> pictures = new ArrayList<>();
    view(
            pictures,
            () -> {
              throw new DroverException(FailureCode.SERVER_UNREACHABLE, "Gone.");
            },
            new ByteArrayInputStream(new byte[] {'q'}) {
              @Override
              public synchronized int available() {
                return pictures.size() < 2 ? 0 : super.available();
              }
            })
        .run(board.look());

    assertThat(pictures.get(1).get(0).toString()).endsWith("OLD: Gone.");
    assertThat(pictures.get(1).get(3).toString()).startsWith("guest1");
  }

  private LiveView view(
      List<List<Text>> pictures, Supplier<List<Move>> look, ByteArrayInputStream keys) {
    return new LiveView(
        look,
        Runnable::run,
        Duration.ofMillis(20),
        () -> now,
        new Keys(keys),
        () -> TerminalSize.USUAL,
        (lines, size) -> pictures.add(lines));
  }

  private static JobKey key(int number) {
    return new JobKey("domain/" + number, "run-" + number);
  }

  private static PendingCall call(String step, int attempt, @Nullable Progress progress) {
    return new PendingCall(step, true, attempt, 0, null, null, null, progress);
  }

  private void put(int number, JobStatus status, PendingCall... calls) {
    long began = now - 1000;
    Job job =
        new Job(
            key(number),
            "Migrate",
            status,
            began,
            status == JobStatus.RUNNING ? null : now,
            "uuid-" + number,
            "guest" + number,
            new HostRef("a", "alpha"),
            new HostRef("b", "beta"),
            null,
            "root@desk",
            status == JobStatus.FAILED ? FailureCode.HOST_BUSY : null,
            null,
            status == JobStatus.SUCCEEDED ? new Statistics(900, 5, 14200L, 1L, 2L, 1000, 2) : null);
    jobs.put(new JobStory(job, List.of()), new Glance(status, 10, List.of(calls)));
  }
}
