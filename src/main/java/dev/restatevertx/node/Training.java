package dev.restatevertx.node;

import dev.restatevertx.node.NodeStatus.BoundAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Uses a node that has just started a little, so that the recording of the run knows more than its start. */
final class Training {
  private Training() {}

  static void exercise(NodeContext context) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (BoundAddress address : context.status().addresses()) {
        if (address.kind() == BoundAddress.Kind.TCP) {
          for (String path : new String[] {"health", "metrics", "restate/health"}) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address.address()).resolve("/" + path)).build();
            client.send(request, BodyHandlers.discarding());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
