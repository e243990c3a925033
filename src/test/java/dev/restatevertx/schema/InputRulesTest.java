package dev.restatevertx.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations observed on the original, version 1.7.12. */
class InputRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          #  declared input | content type | bytes | reason
          '' | | 0 | ok
          '' | text/plain | 1 | ok
          '' | | 1 | Empty content-type
          'input':{} | | 0 | ok
          'input':{} | | 1 | Expected body and content-type to be empty, but wasn't with content-type 'None'
          'input':{} | a/b | 0 | Expected body and content-type to be empty, but wasn't with content-type \
          'Some("a/b")'
          'input':{'required':true} | | 0 | Bad configuration of the input validation rules
          'input':{'contentType':'application/json'} | | 0 | ok
          'input':{'contentType':'application/json'} | application/json | 0 | ok
          'input':{'required':true,'contentType':'application/json'} | | 0 | Empty content-type
          'input':{'required':true,'contentType':'application/json'} | application/json | 0 | ok
          'input':{'required':true,'contentType':'application/json'} | text/plain; charset=utf-8 | 1 | Content-type \
          'text/plain; charset=utf-8' does not match 'application/json'
          'input':{'required':true,'contentType':'text/*'} | text/plain; charset=utf-8 | 1 | ok
          'input':{'required':true,'contentType':'text/*'} | application/json | 1 | Content-type 'application/json' \
          does not match 'text/*'
          'input':{'required':true,'contentType':'*/*'} | a/b | 0 | ok
          'input':{'required':true,'contentType':'a/b','jsonSchema':{}}| a/b | 0 | Empty body not allowed
          'input':{'required':true,'contentType':'a/b','jsonSchema':{}}| a/c | 0 | Content-type 'a/c' does not \
          match 'a/b'
          'input':{'contentType':'a/b','jsonSchema':{}} | | 0 | ok
          'input':{'contentType':'a/b','jsonSchema':{}} | a/b | 1 | ok
          """,
      quoteCharacter = '`')
  void checksRequestsLikeTheOriginal(
      String declared, @Nullable String contentType, long bytes, String reason) {
    Optional<String> found = handler(declared).input().check(Optional.ofNullable(contentType), bytes);

    assertEquals(reason, found.orElse("ok"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | */* | application/json
          'input':{},'output':{} | none | none
          'input':{'required':true} | <invalid rules> | application/json
          'output':{'contentType':'text/plain','setContentTypeIfEmpty':true} | */* | optional text/plain
          'input':{'contentType':'a/b','jsonSchema':{'type':'string'}} | JSON string | application/json
          'output':{'contentType':'a/b','jsonSchema':{'title':'T','type':'string'}} | */* | JSON 'T'
          'input':{'contentType':'a/b','jsonSchema':{'type':['string']}} | a/b | application/json
          """,
      quoteCharacter = '`')
  void describesThemLikeTheOriginal(String declared, String input, String output) {
    assertEquals(input, handler(declared).input().describe());
    assertEquals(output, handler(declared).output().describe());
  }

  @Test
  void anEmptyAnswerHasAContentTypeOnlyWhereWished() {
    OutputRules plain = handler("'output':{'contentType':'a/b'}").output();
    OutputRules always = handler("'output':{'contentType':'a/b','setContentTypeIfEmpty':true}").output();

    assertEquals(Optional.of("a/b"), plain.contentType(1));
    assertEquals(Optional.empty(), plain.contentType(0));
    assertEquals(Optional.of("a/b"), always.contentType(0));
    assertEquals(Optional.empty(), handler("'output':{}").output().contentType(1));
  }

  private static Handler handler(String declared) {
    String fields = declared.equals("''") ? "" : "," + declared;
    return Manifests.of("{'name':'S','ty':'SERVICE','handlers':[{'name':'h'" + fields + "}]}")
        .services()
        .getFirst()
        .handlers()
        .getFirst();
  }
}
