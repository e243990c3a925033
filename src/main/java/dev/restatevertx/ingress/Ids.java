package dev.restatevertx.ingress;

import dev.restatevertx.base.AwakeableRef;
import dev.restatevertx.base.IdFormatException;
import dev.restatevertx.base.InvocationId;
import java.util.Set;

/** Ids that callers give, and what is wrong with them in the words that clients of the original know. */
final class Ids {
  private static final String WRONG_TYPE = "id doesn't match the expected type";
  private static final Set<String> PREFIXES = Set.of("inv", "dp", "sub", "prom", "sign", "snap", "mut", "vq");

  private Ids() {}

  /**
   * Reads the id of an invocation.
   *
   * @throws Refusal if it is none
   */
  static InvocationId invocation(String text) {
    try {
      return InvocationId.parse(text);
    } catch (IdFormatException e) {
      throw Refusal.badRequest("bad invocation id '" + text + "': " + reason(text, e));
    }
  }

  /**
   * Reads the id of an awakeable.
   *
   * @throws Refusal if it is none
   */
  static AwakeableRef awakeable(String text) {
    try {
      return AwakeableRef.parse(text);
    } catch (IdFormatException e) {
      // A malformed signal id is tried as an id of the older kind, which it is not either.
      boolean signal = text.startsWith("sign_1");
      throw Refusal.badRequest("bad awakeable id '" + text + "': " + (signal ? WRONG_TYPE : reason(text, e)));
    }
  }

  private static String reason(String text, IdFormatException e) {
    int separator = text.indexOf('_');
    String prefix = text.substring(0, Math.max(separator, 0));
    if (separator >= 0 && !PREFIXES.contains(prefix)) {
      return "unrecognized resource type: " + prefix;
    }
    return switch (e.reason()) {
      case WRONG_TYPE -> WRONG_TYPE;
      case BAD_ENCODING -> "base62 decode error";
      case BAD_FORMAT, BAD_VERSION, BAD_LENGTH -> String.valueOf(e.getMessage());
    };
  }
}
