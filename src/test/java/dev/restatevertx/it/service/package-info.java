/** Services on the Java SDK, run in a process of their own: the SDK needs an older Vert.x than the server has. */
@NullMarked
package dev.restatevertx.it.service;

import org.jspecify.annotations.NullMarked;
