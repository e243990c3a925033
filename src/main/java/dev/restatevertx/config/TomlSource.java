package dev.restatevertx.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** Reads a TOML file. */
final class TomlSource {
  private TomlSource() {}

  static Source read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException _) {
      throw new ConfigException(List.of(file + ": expected the configuration file there, but there is none"));
    } catch (CharacterCodingException _) {
      throw new ConfigException(List.of(file + ": expected UTF-8, but the file has other bytes"));
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ": expected to read the configuration file, but: " + e));
    }
    return parse(text, file.toString());
  }

  static Source parse(String text, String name) {
    TomlParseResult toml = Toml.parse(text);
    if (toml.hasErrors()) {
      throw new ConfigException(
          toml.errors().stream()
              .map(e -> name + ":" + e.position().line() + ": expected TOML, but " + e.getMessage())
              .toList());
    }
    Source source = new Source();
    for (List<String> path : new ArrayList<>(toml.keyPathSet(false))) {
      Object value = toml.get(path);
      TomlPosition position = toml.inputPositionOf(path);
      int line = position == null ? 1 : position.line();
      if (value != null) {
        source.put(String.join(".", path), RawValue.of(ValueText.plain(value), Origin.file(name, line)));
      }
    }
    return source;
  }
}
