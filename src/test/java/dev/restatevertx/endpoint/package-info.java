/** Tests of the clients to endpoints. */
@NullMarked
package dev.restatevertx.endpoint;

import org.jspecify.annotations.NullMarked;
