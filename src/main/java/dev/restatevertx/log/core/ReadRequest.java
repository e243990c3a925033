package dev.restatevertx.log.core;

import dev.restatevertx.base.Check;

/**
 * Asks a log server for committed records.
 *
 * @param from first offset wanted
 * @param to one above the last offset wanted; everything below is committed
 * @param maxBytes of bodies; at least one record is given
 */
public record ReadRequest(long logletId, long from, long to, int maxBytes) {
  public ReadRequest {
    Check.that(from >= 1 && from < to, "Expected a range of offsets from 1, but got [%s, %s)", from, to);
  }
}
