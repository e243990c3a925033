package dev.restatevertx.schema;

import static dev.restatevertx.schema.Manifests.forced;
import static dev.restatevertx.schema.Manifests.id;
import static dev.restatevertx.schema.Manifests.register;
import static dev.restatevertx.schema.Manifests.request;
import static dev.restatevertx.schema.Manifests.service;
import static dev.restatevertx.schema.Manifests.withHeaders;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.schema.Registration.Outcome;
import dev.restatevertx.schema.SchemaException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaUpdatesTest {
  private static final String A = "http://a:9080";
  private static final String B = "http://b:9080";

  @Test
  void aNewDeploymentStartsAtRevisionOne() {
    Registration registration = register(Schema.EMPTY, request(A), 1, service("S", "SERVICE"));

    assertEquals(Outcome.CREATED, registration.outcome());
    assertEquals(1, registration.schema().version());
    assertEquals(id(1), registration.deployment().id());
    assertEquals(1, revision(registration.schema(), "S"));
  }

  @Test
  void aKnownAddressIsLeftAsItIs() {
    Schema schema = register(Schema.EMPTY, request(A), 1, service("S", "SERVICE")).schema();

    Registration again = register(schema, request(A), 2, service("Other", "SERVICE"));

    assertEquals(Outcome.UNCHANGED, again.outcome());
    assertSame(schema, again.schema());
    assertEquals(id(1), again.deployment().id());
  }

  @Test
  void forceReplacesServicesUnderTheSameIdAndRaisesRevisions() {
    Schema schema =
        register(Schema.EMPTY, request(A), 1, service("S", "SERVICE"), service("Gone", "SERVICE")).schema();

    Registration forced = register(schema, forced(A), 2, service("S", "VIRTUAL_OBJECT"));

    assertEquals(Outcome.OVERWRITTEN, forced.outcome());
    assertEquals(id(1), forced.deployment().id());
    assertEquals(Manifests.NOW + 2, forced.deployment().createdAtMillis());
    assertEquals(2, revision(forced.schema(), "S"));
    assertTrue(forced.schema().active("Gone").isEmpty());
  }

  @Test
  void schemeAndQueryAreNoPartOfTheIdentity() {
    Schema schema = register(Schema.EMPTY, request(A), 1, service("S", "SERVICE")).schema();

    assertEquals(Outcome.UNCHANGED, register(schema, request("https://a:9080/"), 2).outcome());
    assertEquals(Outcome.UNCHANGED, register(schema, request("http://a:9080?x=y"), 2).outcome());
    assertEquals(Outcome.CREATED, register(schema, request("http://a:9080/x"), 2).outcome());
  }

  @Test
  void routingHeadersArePartOfTheIdentityAndOthersAreNot() {
    Schema schema = register(Schema.EMPTY, withHeaders(A, Map.of("x-route", "1")), 1, service("S", "SERVICE")).schema();

    assertEquals(Outcome.CREATED, register(schema, withHeaders(A, Map.of("x-route", "2")), 2).outcome());
    assertEquals(Outcome.CREATED, register(schema, request(A), 2).outcome());
    Map<String, String> more = Map.of("x-route", "1", "x-more", "2");
    assertEquals(Outcome.UNCHANGED, register(schema, withHeaders(A, more), 2).outcome());
  }

  @Test
  void aServiceInAnotherDeploymentGetsTheNextRevisionAndBecomesActive() {
    Schema schema = register(Schema.EMPTY, request(A), 1, service("S", "SERVICE")).schema();
    schema = register(schema, request(B), 2, service("S", "SERVICE")).schema();

    assertEquals(2, revision(schema, "S"));
    assertEquals(id(2), schema.active("S").orElseThrow().deployment().id());
  }

  @Test
  void theTypeOfAServiceStaysUnlessBreakingChangesAreAllowed() {
    Schema schema = register(Schema.EMPTY, request(A), 1, service("S", "SERVICE")).schema();

    SchemaException refused =
        assertThrows(
            SchemaException.class, () -> register(schema, request(B), 2, service("S", "VIRTUAL_OBJECT")));

    assertEquals(Kind.CONFLICT, refused.kind());
    assertEquals(Optional.of(ErrorCode.META0006), refused.code());
    RegistrationRequest breaking =
        new RegistrationRequest(
            Manifests.address(B), request(B).additionalHeaders(), request(B).metadata(), false, true);
    assertEquals(2, revision(register(schema, breaking, 2, service("S", "VIRTUAL_OBJECT")).schema(), "S"));
  }

  @Test
  void reservedNamesAreRefused() {
    for (String name : new String[] {"restate", "RestateThing", "OpenAPI"}) {
      SchemaException refused =
          assertThrows(
              SchemaException.class, () -> register(Schema.EMPTY, request(A), 1, service(name, "SERVICE")));
      assertEquals(Optional.of(ErrorCode.META0005), refused.code());
    }
  }

  @Test
  void twoServicesOfOneNameAreRefused() {
    SchemaException refused =
        assertThrows(
            SchemaException.class,
            () -> register(Schema.EMPTY, request(A), 1, service("S", "SERVICE"), service("S", "WORKFLOW")));
    assertEquals(Kind.INVALID, refused.kind());
  }

  @Test
  void deletingTheActiveDeploymentBringsBackTheOlderOne() {
    Schema schema = register(Schema.EMPTY, request(A), 1, service("S", "SERVICE")).schema();
    schema = register(schema, request(B), 2, service("S", "SERVICE"), service("T", "SERVICE")).schema();

    Schema deleted = SchemaUpdates.delete(schema, id(2));

    assertEquals(1, revision(deleted, "S"));
    assertTrue(deleted.active("T").isEmpty());
    assertEquals(3, deleted.version());
  }

  @Test
  void afterDeletionOfTheLastOneRevisionsStartAnew() {
    Schema schema = register(Schema.EMPTY, request(A), 1, service("S", "SERVICE")).schema();
    schema = register(schema, forced(A), 2, service("S", "SERVICE")).schema();
    schema = SchemaUpdates.delete(schema, id(1));

    assertEquals(1, revision(register(schema, request(A), 3, service("S", "SERVICE")).schema(), "S"));
  }

  @Test
  void deletingWhatIsNotThereIsRefused() {
    SchemaException refused =
        assertThrows(SchemaException.class, () -> SchemaUpdates.delete(Schema.EMPTY, id(1)));
    assertEquals(Kind.NOT_FOUND, refused.kind());
  }

  @Test
  void anUpdateMovesADeploymentAndKeepsItsServices() {
    Schema schema = register(Schema.EMPTY, request(A), 1, service("S", "SERVICE")).schema();

    Schema moved =
        SchemaUpdates.update(schema, id(1), move(false), Manifests.of(service("Other", "SERVICE")));

    assertEquals("http://b:9080/", moved.deployment(id(1)).orElseThrow().address().uri());
    assertEquals(1, revision(moved, "S"));
    assertTrue(moved.active("Other").isEmpty());
  }

  @Test
  void anOverwritingUpdateReadsServicesAnewAndKeepsRevisions() {
    Schema schema = register(Schema.EMPTY, request(A), 1, service("S", "SERVICE")).schema();
    schema = register(schema, forced(A), 2, service("S", "SERVICE")).schema();

    Schema moved =
        SchemaUpdates.update(
            schema, id(1), move(true), Manifests.of(service("S", "SERVICE"), service("New", "SERVICE")));

    assertEquals(2, revision(moved, "S"));
    assertEquals(1, revision(moved, "New"));
  }

  @Test
  void anUpdateMustNotChangeProtocolVersions() {
    Schema schema = register(Schema.EMPTY, request(A), 1, service("S", "SERVICE")).schema();
    Manifest other =
        Manifests.parse("{'protocolMode':'BIDI_STREAM','minProtocolVersion':5,'maxProtocolVersion':6,'services':[]}");

    SchemaException refused =
        assertThrows(SchemaException.class, () -> SchemaUpdates.update(schema, id(1), move(true), other));

    assertEquals(Optional.of(ErrorCode.META0016), refused.code());
  }

  @Test
  void settingsOfAServiceChangeOneByOneAndAreForgottenByTheNextRegistration() {
    Schema schema = register(Schema.EMPTY, request(A), 1, service("S", "SERVICE")).schema();
    schema = SchemaUpdates.modify(schema, "S", change(Optional.of(false), Optional.empty()));
    schema = SchemaUpdates.modify(schema, "S", change(Optional.empty(), Optional.of(Duration.ofHours(1))));

    Settings settings = schema.active("S").orElseThrow().service().settings();
    assertEquals(Optional.of(false), settings.isPublic());
    assertEquals(Optional.of(Duration.ofHours(1)), settings.inactivityTimeout());
    assertEquals(1, revision(schema, "S"));

    Schema again = register(schema, forced(A), 2, service("S", "SERVICE")).schema();
    assertEquals(Settings.NONE, again.active("S").orElseThrow().service().settings());
  }

  @Test
  void onlyWorkflowsHaveACompletionRetention() {
    Schema schema = register(Schema.EMPTY, request(A), 1, service("O", "VIRTUAL_OBJECT")).schema();
    ServiceChange change =
        new ServiceChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofDays(1)));

    SchemaException refused =
        assertThrows(SchemaException.class, () -> SchemaUpdates.modify(schema, "O", change));

    assertEquals("modifying retention time for service type VirtualObject is unsupported", refused.getMessage());
  }

  private static DeploymentUpdate move(boolean overwrite) {
    return new DeploymentUpdate(Optional.of("http://b:9080/"), Optional.empty(), Optional.empty(), overwrite);
  }

  private static ServiceChange change(Optional<Boolean> isPublic, Optional<Duration> inactivity) {
    return new ServiceChange(
        isPublic, inactivity, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static int revision(Schema schema, String service) {
    return schema.active(service).orElseThrow().service().revision();
  }
}
