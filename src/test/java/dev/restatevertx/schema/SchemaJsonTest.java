package dev.restatevertx.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SchemaJsonTest {
  @Test
  void theStoredFormIsPinned() throws IOException {
    assertEquals(golden().strip(), new String(SchemaJson.write(full()), StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatIsStored() throws IOException {
    assertEquals(full(), SchemaJson.read(golden().getBytes(StandardCharsets.UTF_8)));
    assertEquals(Schema.EMPTY, SchemaJson.read(SchemaJson.write(Schema.EMPTY)));
  }

  @Test
  void fieldsOfNewerServersAreIgnoredButNewerFormatsRefused() {
    assertEquals(Schema.EMPTY, read("{'format':1,'version':0,'deployments':[],'more':5}"));
    assertThrows(IllegalArgumentException.class, () -> read("{'format':2,'version':0,'deployments':[]}"));
    assertThrows(IllegalArgumentException.class, () -> read("{}"));
    assertThrows(IllegalArgumentException.class, () -> read("nonsense"));
  }

  private static Schema read(String text) {
    return SchemaJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** A schema in which every field is set somewhere and absent elsewhere. */
  private static Schema full() {
    Schema schema =
        Manifests.register(
                Schema.EMPTY,
                Manifests.withHeaders("https://a:1/p", Map.of("x-a", "b")),
                1,
                """
                {'name':'O','ty':'VIRTUAL_OBJECT','documentation':'d','metadata':{'k':'v'},'ingressPrivate':true,
                 'inactivityTimeout':1,'abortTimeout':2,'journalRetention':3,'idempotencyRetention':4,
                 'enableLazyState':true,'retryPolicyInitialInterval':5,'retryPolicyMaxInterval':6,
                 'retryPolicyMaxAttempts':7,'retryPolicyExponentiationFactor':1.5,'retryPolicyOnMaxAttempts':'KILL',
                 'handlers':[
                   {'name':'typed','ty':'SHARED','input':{'contentType':'a/b','jsonSchema':{'type':'string'}},
                    'output':{'contentType':'c/d','setContentTypeIfEmpty':true,'jsonSchema':{'type':'number'}}},
                   {'name':'nothing','input':{},'output':{}}]}
                """,
                "{'name':'W','ty':'WORKFLOW','handlers':"
                    + "[{'name':'run','ty':'WORKFLOW','workflowCompletionRetention':8}]}")
            .schema();
    return Manifests.register(schema, Manifests.request("http://b"), 2, Manifests.service("S", "SERVICE")).schema();
  }

  private static String golden() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(SchemaJsonTest.class.getResourceAsStream("/golden/schema-format-1.json"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
