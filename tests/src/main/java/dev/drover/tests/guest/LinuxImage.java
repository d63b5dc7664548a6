package dev.drover.tests.guest;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * The Linux guest: Debian's cloud kernel, and an initial file system with the project's programs.
 *
 * @param kernel the compressed kernel
 * @param initrd the compressed file system
 */
public record LinuxImage(Path kernel, Path initrd) {
  /** What guest/linux/build ends with if Debian's packages cannot be had: EX_UNAVAILABLE. */
  private static final int UNAVAILABLE = 69;

  /** Says that Debian's packages are neither here nor within reach. */
  public static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    private UnavailableException(String message) {
      super(message);
    }
  }

  public LinuxImage {
    requireNonNull(kernel, "kernel is null");
    requireNonNull(initrd, "initrd is null");
  }

  /**
   * Builds the guest below the project's target folder. Downloads about 28 MB the first time, and
   * nothing later.
   *
   * @param repository the project's folder
   * @throws UnavailableException if the machine is offline, or not Debian's, the first time
   */
  public static LinuxImage build(Path repository) throws UnavailableException {
    return build(repository, repository.resolve("target").resolve("linux"));
  }

  static LinuxImage build(Path repository, Path folder) throws UnavailableException {
    Path builder = repository.resolve("guest").resolve("linux").resolve("build");
    GuestBuilder.Result result = GuestBuilder.run(builder.toString(), folder.toString());
    if (result.status() == UNAVAILABLE) {
      throw new UnavailableException(result.said());
    }
    result.orFail("the Linux guest cannot be built");
    return new LinuxImage(folder.resolve("vmlinuz"), folder.resolve("initrd"));
  }
}
