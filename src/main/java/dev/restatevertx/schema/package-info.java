/**
 * What runs where: deployments, their services and handlers, settings and content-type rules; discovery documents;
 * registration rules; the registry's stored form. Pure.
 */
@NullMarked
package dev.restatevertx.schema;

import org.jspecify.annotations.NullMarked;
