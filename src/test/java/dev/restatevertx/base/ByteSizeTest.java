package dev.restatevertx.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "64.0 KiB,65536", "64KiB,65536", "512 MB,512000000", "1024,1024", "10 B,10", "1.5 GiB,1610612736", "1k,1000",
    "1 gib,1073741824", "0,0", "1_000,1000", "1.9 MiB,1992294", "2 PiB,2251799813685248"
  })
  void texts(String text, long bytes) {
    assertEquals(new ByteSize(bytes), ByteSize.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "KiB", "-1", "1 XB", "1 KiBs", "1..0 KiB", "1,5 KiB", "99999999 PiB", "ten"})
  void otherTextsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B", "1000,1.0 KB", "1023,1023 B", "1024,1.0 KiB", "1536,1.5 KiB", "1992294,1.9 MiB", "512000000,512.0 MB",
    "2147483648,2.0 GiB"
  })
  void formats(long bytes, String text) {
    assertEquals(text, new ByteSize(bytes).toString());
  }

  @Property
  void formattedSizesAreReadBack(@ForAll @LongRange(min = 0) long bytes) {
    ByteSize size = new ByteSize(bytes);
    assertEquals(size, ByteSize.parse(size.toString()));
  }

  @Test
  void sizesAreNotNegative() {
    assertThrows(IllegalArgumentException.class, () -> new ByteSize(-1));
    assertEquals(new ByteSize(2048), ByteSize.ofKibibytes(2));
    assertEquals(new ByteSize(2_097_152), ByteSize.ofMebibytes(2));
  }
}
