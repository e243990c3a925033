package dev.restatevertx.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Says whose data a directory holds.
 *
 * @param formatVersion of everything in the directory
 */
record ClusterMarker(int formatVersion, String clusterName, String nodeName) {
  /** What this program reads and writes. */
  static final int FORMAT_VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  String toJson() {
    return JSON.createObjectNode()
        .put("format_version", formatVersion)
        .put("cluster_name", clusterName)
        .put("node_name", nodeName)
        .toPrettyString() + "\n";
  }

  /** @throws IllegalArgumentException if the text is no marker */
  static ClusterMarker parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return new ClusterMarker(
          json.required("format_version").asInt(),
          json.required("cluster_name").asText(),
          json.required("node_name").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
