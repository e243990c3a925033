/** One interface per source of non-determinism, and their twins on Vert.x; the simulated twins live among the tests. */
@NullMarked
package dev.restatevertx.runtime;

import org.jspecify.annotations.NullMarked;
