package dev.restatevertx.invocation;

/** One request header as a handler sees it. */
public record Header(String name, String value) {}
