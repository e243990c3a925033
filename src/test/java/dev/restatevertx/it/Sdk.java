package dev.restatevertx.it;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The SDKs whose services the tests use; the same handlers in both, their services' names begin with {@link #prefix}. */
enum Sdk {
  JAVA("Java") {
    @Override
    ServiceProcess start(int port) {
      return ServiceProcess.start(
          "java",
          List.of(
              Jvm.executable(),
              "--sun-misc-unsafe-memory-access=allow",
              "--enable-native-access=ALL-UNNAMED",
              "-Xmx128m",
              "-cp",
              javaClassPath(),
              "dev.restatevertx.it.service.JavaServiceMain",
              String.valueOf(port)));
    }
  },
  TYPESCRIPT("Ts") {
    @Override
    ServiceProcess start(int port) {
      Path dir = NpmPackages.install();
      return ServiceProcess.start(
          "typescript",
          List.of(NpmPackages.node().toString(), dir.resolve("services.mjs").toString(), String.valueOf(port)));
    }
  };

  /** Where the build puts the older Vert.x and Netty that the Java SDK needs. */
  private static final Path JAVA_SDK_LIBRARIES = Path.of("target/java-sdk");

  private final String prefix;

  Sdk(String prefix) {
    this.prefix = prefix;
  }

  /** Starts the services on this port; a test that needs what cannot be had here is skipped. */
  abstract ServiceProcess start(int port);

  /** As {@link #start(int)}, on a free port. */
  ServiceProcess start() {
    return start(0);
  }

  /** The path of a handler, for example {@code Greeter/greet}. */
  String path(String path) {
    return "/" + prefix + path;
  }

  private static String javaClassPath() {
    List<String> entries = new ArrayList<>();
    Arrays.stream(Jvm.classPath().split(File.pathSeparator))
        .filter(entry -> !entry.contains("vertx") || entry.contains("sdk-http-vertx") || entry.endsWith("classes"))
        .filter(entry -> !entry.contains("netty"))
        .forEach(entries::add);
    Assumptions.assumeTrue(
        Files.isDirectory(JAVA_SDK_LIBRARIES), "The Java SDK's libraries are not in " + JAVA_SDK_LIBRARIES);
    entries.add(JAVA_SDK_LIBRARIES.toAbsolutePath() + "/*");
    return String.join(File.pathSeparator, entries);
  }
}
