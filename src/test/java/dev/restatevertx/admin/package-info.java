/** Tests of the admin API over real HTTP, with its ports faked. */
@NullMarked
package dev.restatevertx.admin;

import org.jspecify.annotations.NullMarked;
