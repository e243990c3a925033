package dev.restatevertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The borders between packages, as {@code docs/architecture.md} draws them. */
class ArchitectureTest {
  /** What a pure room must not touch, by the start of a class name. */
  private static final List<String> IMPURE = List.of(
      "io.vertx.", "io.netty.", "org.rocksdb.", "com.hazelcast.", "java.net.", "java.io.", "java.nio.file.",
      "java.nio.channels.", "java.lang.Thread", "java.lang.ProcessHandle", "java.util.concurrent.", "java.util.Timer",
      "java.util.Random", "java.util.SplittableRandom", "java.util.random.", "java.security.SecureRandom",
      "java.time.Clock");

  /** Harmless although the list above covers them: pure values, and interfaces that the compiler adds. */
  private static final Set<String> HARMLESS = Set.of(
      "java.net.URI", "java.net.URISyntaxException", "java.io.Serializable", "java.util.concurrent.TimeUnit");

  /** Calls that ask the world for something. */
  private static final Set<String> IMPURE_CALLS = Set.of(
      "java.lang.System.currentTimeMillis", "java.lang.System.nanoTime", "java.lang.System.getenv",
      "java.lang.System.getProperty", "java.time.Instant.now", "java.time.LocalDateTime.now",
      "java.time.ZonedDateTime.now", "java.lang.Math.random", "java.util.UUID.randomUUID",
      "java.util.Collections.shuffle", "java.lang.Object.hashCode", "java.lang.System.identityHashCode");

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("dev.restatevertx");

  @Test
  void roomsUseOnlyTheRoomsTheyMay() {
    Set<String> violations = new TreeSet<>();
    for (JavaClass source : CLASSES) {
      Optional<String> room = Rooms.of(source.getPackageName());
      if (room.isEmpty()) {
        violations.add("The package " + source.getPackageName() + " is not in the table of rooms");
        continue;
      }
      for (Dependency dependency : source.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        Rooms.of(target.getPackageName())
            .filter(other -> !Rooms.mayUse(room.get(), other))
            .filter(other -> !(Rooms.isCoreOf(room.get(), other) && isPure(target)))
            .ifPresent(other -> violations.add(
                room.get() + " must not use " + other + ": " + source.getName() + " uses "
                    + target.getName()));
      }
    }
    assertEquals("", String.join("\n", violations));
  }

  @Test
  void pureRoomsTouchNothingOfTheWorld() {
    Set<String> violations = new TreeSet<>();
    for (JavaClass source : CLASSES) {
      if (Rooms.of(source.getPackageName()).filter(Rooms::isPure).isEmpty() || isGenerated(source)) {
        continue;
      }
      impureDependencies(source)
          .forEach(target -> violations.add(source.getName() + " is in a pure room, but uses " + target));
      for (JavaMethodCall call : source.getMethodCallsFromSelf()) {
        String target = call.getTargetOwner().getName() + "." + call.getTarget().getName();
        if (IMPURE_CALLS.contains(target)) {
          violations.add(call.getSourceCodeLocation() + " is in a pure room, but calls " + target);
        }
      }
    }
    assertEquals("", String.join("\n", violations));
  }

  @Test
  void theTableIsReadAsItIsMeant() {
    assertEquals(Optional.of("log.server"), Rooms.of("dev.restatevertx.log.server.proto"));
    assertEquals(Optional.of("log"), Rooms.of("dev.restatevertx.log"));
    assertEquals(Optional.empty(), Rooms.of("dev.restatevertx.logs"));
    assertTrue(Rooms.mayUse("worker", "partition"));
    assertTrue(Rooms.mayUse("ingress", "telemetry"));
    assertFalse(Rooms.mayUse("ingress", "worker"));
    assertFalse(Rooms.mayUse("partition", "runtime"));
    assertFalse(Rooms.mayUse("partition", "partition.store"));
    assertFalse(Rooms.mayUse("runtime", "telemetry"));
  }

  /** The words of a room: a core may use those of the room around it. */
  private static boolean isPure(JavaClass target) {
    return impureDependencies(target).findAny().isEmpty();
  }

  private static Stream<String> impureDependencies(JavaClass source) {
    return source.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType().getName())
        .filter(target -> IMPURE.stream().anyMatch(target::startsWith) && !HARMLESS.contains(target));
  }

  private static boolean isGenerated(JavaClass source) {
    return source.getPackageName().endsWith(".proto");
  }
}
