/** Tests of registration rules, settings, content-type rules, discovery documents and the stored form. */
@NullMarked
package dev.restatevertx.schema;

import org.jspecify.annotations.NullMarked;
