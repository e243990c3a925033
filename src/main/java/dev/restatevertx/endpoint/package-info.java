/** Clients to service endpoints: streams of invocations, request identity. */
@NullMarked
package dev.restatevertx.endpoint;

import org.jspecify.annotations.NullMarked;
