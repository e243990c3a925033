package dev.restatevertx.metadata.core;

/**
 * A request on its way.
 *
 * @param id the answer names it; several stores are asked under one id
 */
public record Call(long id, Member to, Request request) {}
