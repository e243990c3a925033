/** The metadata store as the rest of the server sees it: linearizable values by key, and cached ones with watches. */
@NullMarked
package dev.restatevertx.metadata;

import org.jspecify.annotations.NullMarked;
