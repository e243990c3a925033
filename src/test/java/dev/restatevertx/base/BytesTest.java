package dev.restatevertx.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void slicesShareTheArray() {
    byte[] array = {0, 1, 2, 3, 4, 5};
    Bytes slice = Bytes.wrap(array, 1, 4).slice(1, 3);
    assertEquals(Bytes.fromHex("0203"), slice);
    assertSame(array, slice.array());
    assertEquals(2, slice.offset());
    assertEquals(2, slice.length());
    assertEquals(3, slice.at(1));
    assertSame(Bytes.EMPTY, slice.slice(1, 1));
    assertSame(slice, slice.slice(0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.at(2));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.wrap(array, 3, 4));
  }

  @Test
  void copiesAreApart() {
    byte[] array = {1, 2};
    Bytes copy = Bytes.copyOf(array);
    array[0] = 9;
    assertEquals("0102", copy.toHex());
    copy.toByteArray()[0] = 9;
    assertEquals("0102", copy.toHex());
    byte[] target = new byte[4];
    copy.copyTo(target, 1);
    assertArrayEquals(new byte[] {0, 1, 2, 0}, target);
  }

  @Test
  void buffersAreReadOnlyViews() {
    ByteBuffer buffer = Bytes.fromHex("00010203").slice(1, 3).asReadOnlyBuffer();
    assertEquals(2, buffer.remaining());
    assertEquals(1, buffer.get(0));
    assertTrue(buffer.isReadOnly());
  }

  @Test
  void textForms() {
    assertEquals("c3bc", Bytes.utf8("ü").toHex());
    assertEquals("ü", Bytes.fromHex("C3bc").toUtf8());
    assertEquals("2 B c3bc", Bytes.utf8("ü").toString());
    assertEquals("40 B " + "61".repeat(32) + "…", Bytes.utf8("a".repeat(40)).toString());
    assertThrows(IllegalArgumentException.class, () -> Bytes.fromHex("0"));
  }

  @Property
  void equalityOrderAndHashAreThoseOfTheContents(@ForAll byte[] a, @ForAll byte[] b, @ForAll byte padding) {
    Bytes left = Bytes.copyOf(a);
    Bytes right = Bytes.copyOf(b);
    assertEquals(Integer.signum(Arrays.compareUnsigned(a, b)), Integer.signum(left.compareTo(right)));
    assertEquals(Arrays.equals(a, b), left.equals(right));
    byte[] padded = new byte[a.length + 2];
    Arrays.fill(padded, padding);
    left.copyTo(padded, 1);
    Bytes same = Bytes.wrap(padded, 1, a.length);
    assertEquals(left, same);
    assertEquals(left.hashCode(), same.hashCode());
    assertEquals(0, left.compareTo(same));
    assertEquals(left, Bytes.fromHex(left.toHex()));
    assertArrayEquals(a, same.toByteArray());
  }
}
