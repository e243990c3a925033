/** Tests of the HTTP front door over real sockets, with a partition that the test plays. */
@NullMarked
package dev.restatevertx.ingress;

import org.jspecify.annotations.NullMarked;
