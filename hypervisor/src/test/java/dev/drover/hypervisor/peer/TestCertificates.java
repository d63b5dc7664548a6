package dev.drover.hypervisor.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An authority and host folders made by the openssl command, as an operator without drover would.
 */
final class TestCertificates {
  private final Path folder;

  /** Makes an authority in a folder of its own. */
  TestCertificates(Path parent, String name) throws IOException, InterruptedException {
    folder = Files.createDirectory(parent.resolve(name));
    key("ca-key.pem");
    openssl(
        "req -x509 -new -key ca-key.pem -days 2 -out ca-cert.pem -subj /CN=" + name,
        "-addext",
        "keyUsage=critical,keyCertSign,cRLSign");
  }

  /** Makes the folder of a host whose certificates name the given UUID. */
  Path host(String name, String uuid) throws IOException, InterruptedException {
    return host(name, "URI:urn:uuid:" + uuid, 2);
  }

  /** Makes the folder of a host with the given alternative names; negative days have passed. */
  Path host(String name, String names, int days) throws IOException, InterruptedException {
    Path host = Files.createDirectory(folder.resolve(name));
    Files.copy(folder.resolve("ca-cert.pem"), host.resolve("ca-cert.pem"));
    for (String role : List.of("server", "client")) {
      String prefix = name + "/" + role;
      key(prefix + "-key.pem");
      Files.writeString(
          folder.resolve("extensions"),
          "keyUsage=critical,digitalSignature\nextendedKeyUsage="
              + role
              + "Auth\nsubjectAltName="
              + names
              + "\n");
      openssl("req -new -key " + prefix + "-key.pem -out request -subj /CN=" + name);
      openssl(
          "x509 -req -in request -CA ca-cert.pem -CAkey ca-key.pem -CAcreateserial -extfile extensions"
              + (" -days " + days + " -out " + prefix + "-cert.pem"));
    }
    return host;
  }

  private void key(String file) throws IOException, InterruptedException {
    openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out " + file);
  }

  private void openssl(String words, String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words.split(" ")));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("%s has ended", command).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
  }
}
