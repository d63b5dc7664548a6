package dev.drover.worker.runtime;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.IOException;

/** Where Temporal is: the environment and the profiles that the {@code temporal} command reads. */
public final class TemporalProfile {
  private TemporalProfile() {}

  /**
   * Reads the settings; without any, the server is 127.0.0.1:7233.
   *
   * @throws DroverException INVALID_CONFIGURATION if they cannot be read
   */
  public static ClientConfigProfile load() {
    try {
      return ClientConfigProfile.load();
    } catch (IOException | IllegalArgumentException e) {
      throw new DroverException(
          FailureCode.INVALID_CONFIGURATION,
          "Temporal's connection settings cannot be read: " + e.getMessage(),
          e);
    }
  }
}
