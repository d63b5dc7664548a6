package dev.drover.starter.pki;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/**
 * Certificates and keys in PEM files. Files appear whole or not at all; keys are their owner's
 * only.
 */
final class PemFiles {
  private PemFiles() {}

  static void write(Path file, X509Certificate certificate) throws IOException {
    write(file, certificate, "rw-r--r--");
  }

  /** Writes a key as PKCS#8, which QEMU, OpenSSL and Java all read. */
  static void write(Path file, PrivateKey key) throws IOException {
    write(file, new JcaPKCS8Generator(key, null), "rw-------");
  }

  static X509Certificate readCertificate(Path file) {
    if (read(file) instanceof X509CertificateHolder holder) {
      try {
        return new JcaX509CertificateConverter().getCertificate(holder);
      } catch (CertificateException e) {
        throw unreadable(file, e);
      }
    }
    throw unreadable(file, new IOException("it holds no certificate"));
  }

  static PrivateKey readKey(Path file) {
    try {
      Object content = read(file);
      if (content instanceof PrivateKeyInfo key) {
        return new JcaPEMKeyConverter().getPrivateKey(key);
      }
      if (content instanceof PEMKeyPair pair) {
        KeyPair keys = new JcaPEMKeyConverter().getKeyPair(pair);
        return keys.getPrivate();
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    throw unreadable(file, new IOException("it holds no key without a passphrase"));
  }

  /** Makes a folder that only its owner may enter, if it is missing. */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static void write(Path file, Object content, String permissions) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(content);
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(CREATE_NEW, WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))) {
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text.toString());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Object read(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
        PEMParser parser = new PEMParser(reader)) {
      Object content = parser.readObject();
      if (content == null) {
        throw new IOException("it is no PEM file");
      }
      return content;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static DroverException unreadable(Path file, Exception cause) {
    String said = Files.exists(file) ? String.valueOf(cause.getMessage()) : "there is no such file";
    return new DroverException(
        FailureCode.INVALID_CONFIGURATION, file + " cannot be read: " + said + ".", cause);
  }
}
