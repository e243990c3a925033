/**
 * The node's configuration as typed records, read from flags, environment, a TOML file and computed defaults; its dump,
 * its warnings, and the reasoning behind sizes computed from cores and memory. {@link
 * dev.restatevertx.config.ConfigLoader} is the entrance.
 */
@NullMarked
package dev.restatevertx.config;

import org.jspecify.annotations.NullMarked;
