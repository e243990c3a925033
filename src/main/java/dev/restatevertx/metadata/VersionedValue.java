package dev.restatevertx.metadata;

import dev.restatevertx.base.Bytes;

/**
 * A stored value.
 *
 * @param version 1 to 2^32 - 1, chosen by the writer, grows with each write of the key
 */
public record VersionedValue(long version, Bytes value) {}
