package dev.restatevertx.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvariantViolation;
import dev.restatevertx.journal.Effect;
import dev.restatevertx.journal.JournalCommand;
import dev.restatevertx.partition.codec.EnvelopeCodec;
import dev.restatevertx.partition.codec.UnknownRecordException;
import dev.restatevertx.partition.command.Command;
import dev.restatevertx.partition.command.Dedup;
import dev.restatevertx.partition.command.Envelope;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvelopeCodecTest {
  @Test
  void everyKindIsReadBackAsItWas() {
    for (Envelope envelope : Samples.envelopes()) {
      Bytes record = EnvelopeCodec.encode(envelope);
      Envelope read = EnvelopeCodec.decode(record);
      assertEquals(envelope, read);
      assertEquals(record, EnvelopeCodec.encode(read), "the same bytes again");
    }
  }

  @Test
  void bytesAreThoseOfTheGoldenFile() {
    StringBuilder text = new StringBuilder();
    for (Envelope envelope : Samples.envelopes()) {
      text.append(envelope.command().getClass().getSimpleName())
          .append(' ')
          .append(EnvelopeCodec.encode(envelope).toHex())
          .append('\n');
    }
    Golden.check("envelopes.txt", text.toString());
  }

  @Test
  void aValueWithinThePayloadIsWrittenOnceAndReadAsASlice() {
    JournalCommand output = Entries.output("v".repeat(10_000));
    Envelope envelope =
        new Envelope(
            1,
            new Dedup.None(),
            new Command.InvokerEffects(Samples.ID, 7, List.of(new Effect.AppendCommand(output, false))));
    Bytes record = EnvelopeCodec.encode(envelope);
    assertTrue(record.length() < 10_100, "record of " + record.length() + " bytes");
    assertSame(
        record.array(),
        ((JournalCommand.Output)
                ((Effect.AppendCommand)
                        ((Command.InvokerEffects) EnvelopeCodec.decode(record).command()).effects().getFirst())
                    .command())
            .payload()
            .array());
  }

  @Test
  void aRecordOfANewerVersionOrKindIsUnknown() {
    byte[] record = EnvelopeCodec.encode(Samples.envelopes().getFirst()).toByteArray();
    byte[] version = record.clone();
    version[0] = 2;
    assertThrows(UnknownRecordException.class, () -> EnvelopeCodec.decode(Bytes.wrap(version)));
    byte[] kind = record.clone();
    kind[10] = 99;
    assertThrows(UnknownRecordException.class, () -> EnvelopeCodec.decode(Bytes.wrap(kind)));
  }

  @Test
  void aTruncatedRecordIsDamaged() {
    for (Envelope envelope : Samples.envelopes()) {
      Bytes record = EnvelopeCodec.encode(envelope);
      for (int length = 0; length < record.length(); length++) {
        Bytes cut = record.slice(0, length);
        assertThrows(InvariantViolation.class, () -> EnvelopeCodec.decode(cut));
      }
    }
  }

  @Test
  void damagedBytesNeverDoMoreThanRefuse() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      for (Envelope envelope : Samples.envelopes()) {
        byte[] record = EnvelopeCodec.encode(envelope).toByteArray();
        record[random.nextInt(record.length)] = (byte) random.nextInt(256);
        try {
          EnvelopeCodec.decode(Bytes.wrap(record));
        } catch (InvariantViolation | UnknownRecordException expected) {
          // Either is an answer; any other exception fails the test.
        }
      }
    }
  }
}
