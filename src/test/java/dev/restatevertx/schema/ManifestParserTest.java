package dev.restatevertx.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.ErrorCode;
import dev.restatevertx.base.OnMaxAttempts;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.schema.SchemaException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestParserTest {
  private static final Optional<String> V4 = Optional.of("application/vnd.restate.endpointmanifest.v4+json");

  @Test
  void readsAllFields() {
    Manifest manifest =
        Manifests.of(
            """
            {'name':'S','ty':'VIRTUAL_OBJECT','documentation':'d','metadata':{'k':'v'},'ingressPrivate':true,
             'inactivityTimeout':1,'abortTimeout':2,'journalRetention':3,'idempotencyRetention':4,
             'enableLazyState':true,'retryPolicyInitialInterval':5,'retryPolicyMaxInterval':6,
             'retryPolicyMaxAttempts':7,'retryPolicyExponentiationFactor':1.5,'retryPolicyOnMaxAttempts':'KILL',
             'handlers':[{'name':'h','ty':'SHARED','inactivityTimeout':8}]}
            """);

    Service service = manifest.services().getFirst();
    Settings settings = service.settings();
    assertEquals(ServiceType.VIRTUAL_OBJECT, service.type());
    assertEquals(Optional.of("d"), service.notes().documentation());
    assertEquals("{k=v}", service.notes().metadata().toString());
    assertEquals(Optional.of(false), settings.isPublic());
    assertEquals(Optional.of(Duration.ofMillis(1)), settings.inactivityTimeout());
    assertEquals(Optional.of(Duration.ofMillis(2)), settings.abortTimeout());
    assertEquals(Optional.of(Duration.ofMillis(3)), settings.journalRetention());
    assertEquals(Optional.of(Duration.ofMillis(4)), settings.idempotencyRetention());
    assertEquals(Optional.of(true), settings.lazyState());
    assertEquals(
        new RetrySettings(
            Optional.of(Duration.ofMillis(5)),
            Optional.of(1.5),
            Optional.of(Duration.ofMillis(6)),
            OptionalInt.of(7),
            Optional.of(OnMaxAttempts.KILL)),
        settings.retry());
    assertEquals(TargetKind.OBJECT_SHARED, service.handlers().getFirst().kind());
    assertEquals(Optional.of("sdk/1"), manifest.sdkVersion());
  }

  @ParameterizedTest
  @CsvSource({
    "SERVICE,'',SERVICE", "VIRTUAL_OBJECT,'',OBJECT_EXCLUSIVE", "VIRTUAL_OBJECT,SHARED,OBJECT_SHARED",
    "WORKFLOW,'',WORKFLOW_SHARED", "WORKFLOW,WORKFLOW,WORKFLOW_RUN", "WORKFLOW,SHARED,WORKFLOW_SHARED",
    "VIRTUAL_OBJECT,WORKFLOW,refused", "WORKFLOW,EXCLUSIVE,refused"
  })
  void theKindOfAHandlerFollowsFromBothTypes(String service, String handler, String kind) {
    String type = handler.isEmpty() ? "" : ",'ty':'" + handler + "'";
    String document = "{'name':'S','ty':'" + service + "','handlers':[{'name':'h'" + type + "}]}";
    if (kind.equals("refused")) {
      assertEquals(Kind.INVALID, assertThrows(SchemaException.class, () -> Manifests.of(document)).kind());
    } else {
      assertEquals(
          TargetKind.valueOf(kind), Manifests.of(document).services().getFirst().handlers().getFirst().kind());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | META0013 | missing field `minProtocolVersion`
          [] | META0013 | expected an object, but got []
          {bad | META0013 | cannot be decoded
          {'minProtocolVersion':5,'maxProtocolVersion':5,'services':[]} | META0013 | missing protocol mode
          {'protocolMode':'X','minProtocolVersion':5,'maxProtocolVersion':5,'services':[]} | META0013 | \
          protocolMode: unknown variant `X`
          {'protocolMode':'BIDI_STREAM','minProtocolVersion':0,'maxProtocolVersion':5,'services':[]} | META0013 | \
          minProtocolVersion: expected a whole number of at least 1, but got 0
          {'protocolMode':'BIDI_STREAM','minProtocolVersion':7,'maxProtocolVersion':5,'services':[]} | META0013 | \
          min protocol version '7', max protocol version '5'
          {'protocolMode':'BIDI_STREAM','minProtocolVersion':5,'maxProtocolVersion':3000000000,'services':[]} | \
          META0013 | max protocol version must be in [1, 2147483647]
          {'protocolMode':'BIDI_STREAM','minProtocolVersion':1,'maxProtocolVersion':4,'services':[]} | META0012 | \
          [1, 4]
          {'protocolMode':'BIDI_STREAM','minProtocolVersion':8,'maxProtocolVersion':9,'services':[]} | META0012 | \
          [8, 9]
          {'protocolMode':'BIDI_STREAM','minProtocolVersion':5,'maxProtocolVersion':5,'services':[],'x':1} | \
          META0013 | unknown field `x`
          {'protocolMode':'BIDI_STREAM','minProtocolVersion':5,'maxProtocolVersion':5,'services':[{'name':'a b',\
          'ty':'SERVICE','handlers':[]}]} | META0013 | services[0].name: 'a b' doesn't match pattern
          {'protocolMode':'BIDI_STREAM','minProtocolVersion':5,'maxProtocolVersion':5,'services':[{'name':'a',\
          'ty':'SERVICE','handlers':[{'name':'h','abortTimeout':-1}]}]} | META0013 | \
          services[0].handlers[0].abortTimeout: expected a whole number of at least 0, but got -1
          """,
      quoteCharacter = '`')
  void saysWhatIsWrongWithADocument(String document, String code, String message) {
    SchemaException refused = assertThrows(SchemaException.class, () -> Manifests.parse(document));

    assertEquals(Kind.BAD_DISCOVERY, refused.kind());
    assertEquals(Optional.of(ErrorCode.valueOf(code)), refused.code());
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'ty':'WORKFLOW','handlers':[{'name':'h','ty':'WORKFLOW','idempotencyRetention':4}] | h sets the \
          idempotency_retention
          'ty':'SERVICE','handlers':[{'name':'h','workflowCompletionRetention':4}] | h sets the \
          workflow_completion_retention
          'ty':'SERVICE','ingressPrivate':true,'handlers':[{'name':'h','ingressPrivate':false}] | The service S is \
          private
          'ty':'SERVICE','handlers':[{'name':'h','input':{'contentType':'foo'}}] | must contain one /
          'ty':'SERVICE','handlers':[{'name':'h','input':{'contentType':'*/json'}}] | the wildcard format */subType \
          is not supported
          'ty':'SERVICE','handlers':[{'name':'h','input':{'contentType':'a/b','jsonSchema':5}}] | the json schema \
          of the input
          """,
      quoteCharacter = '`')
  void saysWhichRuleAServiceBreaks(String fields, String message) {
    SchemaException refused =
        assertThrows(SchemaException.class, () -> Manifests.of("{'name':'S'," + fields + "}"));

    assertEquals(Kind.INVALID, refused.kind());
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
  }

  @Test
  void refusesOtherContentTypes() {
    for (Optional<String> type :
        List.of(Optional.<String>empty(), Optional.of("application/json"), V4.map(t -> t + "; a=b"))) {
      SchemaException refused =
          assertThrows(
              SchemaException.class, () -> ManifestParser.parse(type, Optional.empty(), new byte[0]));
      assertEquals(Optional.of(ErrorCode.META0013), refused.code());
    }
  }

  @Test
  void firstReleasesOfTheTypeScriptSdkSayMoreThanTheyCan() {
    byte[] document =
        "{\"protocolMode\":\"BIDI_STREAM\",\"minProtocolVersion\":1,\"maxProtocolVersion\":5,\"services\":[]}"
            .getBytes(StandardCharsets.UTF_8);

    Manifest later = ManifestParser.parse(V4, Optional.of("restate-sdk-typescript/1.3.0"), document);
    assertEquals(5, later.maxProtocolVersion());
    SchemaException refused =
        assertThrows(
            SchemaException.class,
            () -> ManifestParser.parse(V4, Optional.of("restate-sdk-typescript/1.2.9"), document));
    assertEquals(Optional.of(ErrorCode.META0012), refused.code());
  }
}
