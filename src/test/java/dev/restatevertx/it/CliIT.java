package dev.restatevertx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The official command line of the original. */
class CliIT {
  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  @TempDir Path home;

  @Test
  void registersDeployments() throws Exception {
    NpmPackages.install();
    try (ServiceProcess service = Sdk.JAVA.start()) {
      String output = cli("deployments", "register", "--yes", service.url());
      assertTrue(output.contains("JavaGreeter"), output);
      assertEquals("\"hi cli\"", SERVER.client().value("/JavaGreeter/greet", "\"cli\""));
    }
  }

  private String cli(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(NpmPackages.cli().toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("RESTATE_ADMIN_URL", SERVER.adminUrl());
    builder.environment().put("RESTATE_INGRESS_URL", SERVER.ingressUrl());
    builder.environment().put("RESTATE_CLI_CONFIG_HOME", home.toString());
    builder.environment().put("DO_NOT_TRACK", "1");
    Path file = home.resolve("cli.log");
    Process process = builder.redirectErrorStream(true).redirectOutput(file.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "Expected the command line to end within 60 s");
    String output = Files.readString(file, StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), output);
    return output;
  }
}
