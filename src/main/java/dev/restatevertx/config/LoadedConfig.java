package dev.restatevertx.config;

import java.util.List;

/**
 * A configuration with what is worth saying about it.
 *
 * @param config the values
 * @param warnings for the log: keys that nobody knows
 * @param remarks for the log: what the server made of it that may surprise
 * @param notes for the log at debug level: keys without effect, old spellings
 * @param dump all effective values in TOML, for {@code --dump-config}
 */
public record LoadedConfig(
    NodeConfig config, List<String> warnings, List<String> remarks, List<String> notes, String dump) {}
