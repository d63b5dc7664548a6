package dev.drover.protocol;

/**
 * The names in a host's state folder. The worker writes below them, and commands that look at their
 * own host (a console, a check) find things by them; {@code docs/operations.md} lists them.
 */
public final class StateLayout {
  /** The host's UUID. */
  public static final String HOST_ID = "host-id";

  /** Held by the worker; its content names the process. */
  public static final String LOCK = "lock";

  /** Open job records. */
  public static final String JOBS = "jobs";

  /** Migrations that are over. */
  public static final String CLOSED = "closed";

  /** One folder for each domain, named by its UUID. */
  public static final String DOMAINS = "domains";

  /** In a domain's folder: the definition of a persistent domain. */
  public static final String DEFINITION = "definition.xml";

  /** In a domain's folder: the definition that its QEMU was started with. */
  public static final String LIVE_DEFINITION = "live.xml";

  /** In a domain's folder: the host's boot id when its QEMU was started. */
  public static final String LIVE_BOOT = "live.boot";

  /** In a domain's folder: the folder of its QEMU's own files. */
  public static final String RUN = "run";

  private static final String OF_ROOT = "/var/lib/drover";

  /** Below a user's home, where the XDG base directories keep state. */
  private static final String OF_USER = "/.local/state/drover";

  private StateLayout() {}

  /**
   * Returns where the state folder is unless a setting says otherwise.
   *
   * @param user name of the user who asks
   * @param home that user's home, an absolute path
   */
  public static String defaultFolder(String user, String home) {
    return user.equals("root") ? OF_ROOT : home + OF_USER;
  }

  /** Returns the name of a serial port's socket among QEMU's files. */
  public static String serialSocket(int port) {
    return "serial" + port + ".sock";
  }

  /** Returns the name of the file that takes a serial port's output, among QEMU's files. */
  public static String serialLog(int port) {
    return "serial" + port + ".log";
  }
}
