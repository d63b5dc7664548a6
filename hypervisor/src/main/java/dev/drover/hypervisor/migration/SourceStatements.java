package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.switchover.SourceEvent;
import dev.drover.protocol.switchover.SourceState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a person's statement that the destination is dead, where nothing better decides. Used by
 * the session's actor only.
 */
final class SourceStatements {
  private static final Logger LOG = LoggerFactory.getLogger(SourceStatements.class);

  private final SourceDriver driver;
  private final SourceLink link;
  private final FirstError error;

  SourceStatements(SourceDriver driver, SourceLink link, FirstError error) {
    this.driver = requireNonNull(driver, "driver is null");
    this.link = requireNonNull(link, "link is null");
    this.error = requireNonNull(error, "error is null");
  }

  /**
   * Writes the statement down and acts on it.
   *
   * @throws DroverException STATEMENT_REFUSED if it is not one to be taken now
   */
  void take(Statement statement) {
    driver.look();
    refuse(driver.state());
    driver.write(driver.record().withStatement(statement));
    error.note(FailureCode.MIGRATION_FAILED, statement.sentence());
    // The line by which a worker's log says who decided; alerts and auditors look for AUDIT.
    LOG.warn(
        "AUDIT: domain {} ({}), migration {}, source {}: {}",
        driver.record().name(),
        driver.record().domain(),
        driver.record().migrationId(),
        driver.record().word(),
        statement.sentence());
    driver.feed(SourceEvent.Signal.DESTINATION_STATED_DEAD);
  }

  private void refuse(SourceState state) {
    if (state.durable().leased()) {
      throw refused(
          "its lease decides: the source takes it back by itself as soon as the destination stays"
              + " silent, and a destination that has it runs the guest");
    }
    switch (state.word()) {
      case PERFORM, ARMED ->
          throw refused(
              "the source has handed nothing over and goes on by itself; drover abort gives the"
                  + " move up");
      case ENDED -> throw refused("the destination has answered that the guest is there");
      case PERMITTED, ASKING, FAILED, RESUMED -> {
        if (link.isKnown() && !link.isDead() && !driver.peerForgot()) {
          throw refused("the destination's worker is heard over the peer link, and decides itself");
        }
      }
    }
  }

  private DroverException refused(String why) {
    return new DroverException(
        FailureCode.STATEMENT_REFUSED,
        "Of domain %s (word %s) it cannot be stated that the destination is dead: %s."
            .formatted(driver.record().name(), driver.record().word(), why));
  }
}
