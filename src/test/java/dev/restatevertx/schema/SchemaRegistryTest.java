package dev.restatevertx.schema;

import static dev.restatevertx.schema.Manifests.id;
import static dev.restatevertx.schema.Manifests.register;
import static dev.restatevertx.schema.Manifests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.RetryPolicy;
import dev.restatevertx.invocation.Retention;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRegistryTest {
  @Test
  void findsTheActiveRevisionByNameAndAnyByDeployment() {
    Schema schema = register(Schema.EMPTY, request("http://a"), 1, Manifests.service("S", "SERVICE")).schema();
    schema = register(schema, request("http://b"), 2, Manifests.service("S", "SERVICE")).schema();
    SchemaRegistry registry = new SchemaRegistry(schema, SchemaDefaults.STANDARD);

    assertEquals(2, registry.service("S").orElseThrow().revision());
    assertEquals(id(2), registry.service("S").orElseThrow().deploymentId());
    assertEquals(1, registry.service(id(1), "S").orElseThrow().revision());
    assertEquals("run", registry.handler("S", "run").orElseThrow().name());
    assertTrue(registry.service("Nope").isEmpty());
    assertTrue(registry.handler("S", "nope").isEmpty());
    assertTrue(registry.service(id(3), "S").isEmpty());
    assertEquals("[S]", registry.serviceNames().toString());
  }

  @Test
  void theHandlersSettingsComeBeforeTheServicesAndTheServers() {
    SchemaRegistry registry =
        registry(
            SchemaDefaults.STANDARD,
            """
            {'name':'S','ty':'SERVICE','inactivityTimeout':10,'retryPolicyMaxAttempts':3,'handlers':[
              {'name':'own','inactivityTimeout':20,'enableLazyState':true,'retryPolicyInitialInterval':7},
              {'name':'plain'}]}
            """);

    EffectiveSettings own = registry.handler("S", "own").orElseThrow().settings();
    EffectiveSettings plain = registry.handler("S", "plain").orElseThrow().settings();
    assertEquals(Duration.ofMillis(20), own.inactivityTimeout());
    assertEquals(Duration.ofMillis(10), plain.inactivityTimeout());
    assertEquals(Duration.ofMinutes(10), plain.abortTimeout());
    assertTrue(own.lazyState());
    assertFalse(plain.lazyState());
    RetryPolicy policy = own.retryPolicy();
    assertEquals(Duration.ofMillis(7), policy.initialInterval());
    assertEquals(OptionalInt.of(3), policy.maxAttempts());
    assertEquals(2.0, policy.factor());
  }

  @Test
  void theServersLimitsCutWhatIsSet() {
    SchemaDefaults standard = SchemaDefaults.STANDARD;
    SchemaDefaults limited =
        new SchemaDefaults(
            standard.inactivityTimeout(),
            standard.abortTimeout(),
            standard.journalRetention(),
            standard.idempotencyRetention(),
            standard.workflowCompletionRetention(),
            Optional.of(Duration.ofHours(1)),
            Optional.of(Duration.ofHours(2)),
            Optional.of(Duration.ofHours(3)),
            standard.retryPolicy(),
            OptionalInt.of(5));
    SchemaRegistry registry =
        registry(limited, "{'name':'S','ty':'SERVICE','journalRetention':60000,'handlers':[{'name':'h'}]}");

    EffectiveSettings settings = registry.handler("S", "h").orElseThrow().settings();
    assertEquals(Duration.ofMinutes(1), settings.journalRetention());
    assertEquals(Duration.ofHours(2), settings.idempotencyRetention());
    assertEquals(Duration.ofHours(3), settings.workflowCompletionRetention());
    assertEquals(OptionalInt.of(5), settings.retryPolicy().maxAttempts());
  }

  /** Units are milliseconds; the expectation is completion/journal. */
  @ParameterizedTest
  @CsvSource({
    "SERVICE,'',50,false,50/50", "SERVICE,'',0,false,0/0", "SERVICE,'',50,true,100/50", "SERVICE,'',200,true,100/100",
    "VIRTUAL_OBJECT,'',0,true,100/0", "WORKFLOW,WORKFLOW,50,false,70/50", "WORKFLOW,WORKFLOW,200,true,70/70",
    "WORKFLOW,SHARED,50,false,50/50", "WORKFLOW,SHARED,50,true,100/50"
  })
  void retentionFollowsFromKindAndIdempotencyKey(
      String type, String handlerType, long journal, boolean withKey, String expected) {
    String ty = handlerType.isEmpty() ? "" : ",'ty':'" + handlerType + "'";
    String own = handlerType.equals("WORKFLOW") ? ",'workflowCompletionRetention':70" : "";
    SchemaRegistry registry =
        registry(
            SchemaDefaults.STANDARD,
            "{'name':'S','ty':'" + type + "','journalRetention':" + journal
                + ",'idempotencyRetention':100,'handlers':[{'name':'h'" + ty + own + "}]}");

    Retention retention = registry.handler("S", "h").orElseThrow().retention(withKey);

    assertEquals(expected, retention.completionMillis() + "/" + retention.journalMillis());
  }

  @Test
  void aPrivateServiceHidesAllItsHandlers() {
    Schema schema =
        register(
                Schema.EMPTY,
                request("http://a"),
                1,
                "{'name':'S','ty':'SERVICE','handlers':[{'name':'open'},{'name':'hidden','ingressPrivate':true}]}")
            .schema();
    SchemaRegistry open = new SchemaRegistry(schema, SchemaDefaults.STANDARD);
    assertTrue(open.handler("S", "open").orElseThrow().isPublic());
    assertFalse(open.handler("S", "hidden").orElseThrow().isPublic());

    ServiceChange hide =
        new ServiceChange(
            Optional.of(false),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    SchemaRegistry closed =
        new SchemaRegistry(SchemaUpdates.modify(schema, "S", hide), SchemaDefaults.STANDARD);
    assertFalse(closed.handler("S", "open").orElseThrow().isPublic());
  }

  @Test
  void inRequestResponseModeThereIsNoInactivity() {
    Manifest manifest =
        Manifests.parse(
            "{'protocolMode':'REQUEST_RESPONSE','minProtocolVersion':5,'maxProtocolVersion':7,'services':["
                + Manifests.service("S", "SERVICE") + "]}");
    Schema schema =
        SchemaUpdates.register(
                Schema.EMPTY, request("http://a"), manifest, id(1), Manifests.NOW, Set.of())
            .schema();

    SchemaRegistry registry = new SchemaRegistry(schema, SchemaDefaults.STANDARD);

    assertEquals(Duration.ZERO, registry.handler("S", "run").orElseThrow().settings().inactivityTimeout());
  }

  private static SchemaRegistry registry(SchemaDefaults defaults, String service) {
    return new SchemaRegistry(register(Schema.EMPTY, request("http://a"), 1, service).schema(), defaults);
  }
}
