/** Runs attempts of invocations against service endpoints. */
@NullMarked
package dev.restatevertx.invoker;

import org.jspecify.annotations.NullMarked;
