package dev.restatevertx.partition.state;

import java.util.List;

/**
 * A part of a scan.
 *
 * @param more whether rows may follow
 */
public record StoredRows(List<StoredRow> rows, boolean more) {}
