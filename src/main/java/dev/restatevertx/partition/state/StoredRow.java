package dev.restatevertx.partition.state;

import dev.restatevertx.base.Bytes;

/** A row as it lies in the store. */
public record StoredRow(Bytes key, Bytes value) {}
