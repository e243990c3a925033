/** Role {@code admin}: the REST API, its server and its wiring. */
@NullMarked
package dev.restatevertx.admin;

import org.jspecify.annotations.NullMarked;
