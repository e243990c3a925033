package dev.restatevertx.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeLogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @AfterEach
  void restore() {
    NodeLog.install(LogFilter.parse("warn,restate=info"), LogStyle.COMPACT, "", false);
  }

  @Test
  void theFilterDecidesByTheLongestTarget() {
    install("warn,restate=info,restate_worker=debug,restate::rocks=off", LogStyle.COMPACT);
    System.getLogger("other").log(Level.INFO, "not shown");
    System.getLogger("other").log(Level.WARNING, "shown {0}", 1);
    System.getLogger("restate.node").log(Level.DEBUG, "not shown");
    System.getLogger("restate.node").log(Level.INFO, "shown 2");
    System.getLogger("restate.worker.apply").log(Level.DEBUG, "shown 3");
    System.getLogger("restate.rocks").log(Level.ERROR, "not shown");
    List<String> lines = text().lines().toList();
    assertEquals(3, lines.size(), text());
    assertTrue(lines.get(0).endsWith("Z WARN [n1] other: shown 1"), lines.get(0));
    assertTrue(lines.get(1).endsWith("Z INFO [n1] restate.node: shown 2"), lines.get(1));
    assertTrue(lines.get(2).endsWith("Z DEBUG [n1] restate.worker.apply: shown 3"), lines.get(2));
  }

  @Test
  void aLaterFilterReplacesTheFirst() {
    install("restate=trace", LogStyle.COMPACT);
    install("info", LogStyle.COMPACT);
    System.getLogger("restate.node").log(Level.DEBUG, "not shown");
    assertEquals("", text());
  }

  @Test
  void jsonLinesAreObjects() throws Exception {
    install("info", LogStyle.JSON);
    System.getLogger("restate.node").log(Level.ERROR, "a \"quoted\"\nline", new IllegalStateException("boom"));
    JsonNode line = new ObjectMapper().readTree(text());
    assertEquals("ERROR", line.get("level").asText());
    assertEquals("a \"quoted\"\nline", line.get("fields").get("message").asText());
    assertTrue(line.get("fields").get("error").asText().startsWith("java.lang.IllegalStateException: boom"));
    assertEquals("restate.node", line.get("target").asText());
    assertTrue(line.get("timestamp").asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"));
  }

  @Test
  void prettyLinesPutTheMessageBelow() {
    install("info", LogStyle.PRETTY);
    System.getLogger("restate.node").log(Level.INFO, "first\nsecond");
    assertTrue(text().endsWith("Z INFO [n1] restate.node\n    first\n    second\n"), text());
    assertFalse(text().contains("\u001b"));
  }

  @Test
  void unreadableDirectivesAreNamed() {
    assertTrue(message("restate=loud").contains("restate=loud"));
    assertTrue(message("restate[span]=info").contains("filters by span"));
  }

  private static String message(String filter) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> LogFilter.parse(filter)).getMessage());
  }

  private void install(String filter, LogStyle style) {
    NodeLog.install(LogFilter.parse(filter), style, "n1", false, new PrintStream(bytes, true, UTF_8));
  }

  private String text() {
    return bytes.toString(UTF_8);
  }
}
