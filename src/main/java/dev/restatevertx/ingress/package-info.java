/** Role: the HTTP front door for callers. */
@NullMarked
package dev.restatevertx.ingress;

import org.jspecify.annotations.NullMarked;
