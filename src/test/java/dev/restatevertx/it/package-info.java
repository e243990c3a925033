/**
 * Integration tests: a server process, real SDK services, callers over HTTP. The same tests run against the original
 * server with {@code -Dit.server=/path/to/restate-server}, which tests the tests.
 */
@NullMarked
package dev.restatevertx.it;

import org.jspecify.annotations.NullMarked;
