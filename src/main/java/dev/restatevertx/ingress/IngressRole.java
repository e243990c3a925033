package dev.restatevertx.ingress;

import dev.restatevertx.routing.PartitionClient;
import dev.restatevertx.runtime.Clock;
import dev.restatevertx.runtime.Entropy;
import dev.restatevertx.schema.SchemaRegistry;
import dev.restatevertx.telemetry.Metrics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The HTTP front door: HTTP/1.1 and HTTP/2 with prior knowledge on the same port. Deploys one child per event loop;
 * connections are spread over them. Undeploying it lets requests in progress end, for a while.
 */
public final class IngressRole extends VerticleBase {
  private static final System.Logger LOG = System.getLogger("restate.ingress");

  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private final IngressOptions options;
  private final Supplier<SchemaRegistry> schema;
  private final PartitionClient client;
  private final Clock clock;
  private final Supplier<Entropy> entropy;
  private final Metrics metrics;
  private final Admission admission;
  private List<SocketAddress> addresses = List.of();

  /**
   * A door that is not open yet.
   *
   * @param schema the latest one, whenever asked
   * @param entropy a new source for each event loop
   */
  public IngressRole(
      IngressOptions options,
      Supplier<SchemaRegistry> schema,
      PartitionClient client,
      Clock clock,
      Supplier<Entropy> entropy,
      Metrics metrics) {
    this.options = options;
    this.schema = schema;
    this.client = client;
    this.clock = clock;
    this.entropy = entropy;
    this.metrics = metrics;
    this.admission = new Admission(options.concurrentRequestsMax(), options.bodyBytesMax());
  }

  @Override
  public Future<?> start() {
    List<Integer> ports = options.addresses().stream().map(IngressRole::shared).toList();
    List<IngressServer> children = new ArrayList<>();
    List<Future<String>> deployed = new ArrayList<>();
    for (int i = 0; i < options.eventLoops(); i++) {
      IngressServer child =
          new IngressServer(options, ports, schema, client, clock, entropy.get(), admission, metrics);
      children.add(child);
      deployed.add(vertx.deployVerticle(child));
    }
    return Future.all(deployed)
        .onSuccess(_ -> addresses = bound(children.getFirst().ports()))
        .onSuccess(_ -> LOG.log(System.Logger.Level.INFO, "Ingress HTTP listening on {0}", addresses));
  }

  /** Where it listens, with real ports; known once it has started. */
  public List<SocketAddress> addresses() {
    return addresses;
  }

  /** Requests in progress, for metrics. */
  public long requestsInProgress() {
    return admission.requests();
  }

  /** Bytes of the bodies of requests in progress, for metrics. */
  public long bodyBytesInProgress() {
    return admission.bodyBytes();
  }

  /** The ports to ask for: servers that ask Vert.x for the same negative port share one free port. */
  private static int shared(SocketAddress address) {
    return address.isInetSocket() && address.port() == 0 ? -FREE_PORTS.incrementAndGet() : address.port();
  }

  private List<SocketAddress> bound(List<Integer> ports) {
    List<SocketAddress> result = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      SocketAddress asked = options.addresses().get(i);
      result.add(asked.isDomainSocket() ? asked : SocketAddress.inetSocketAddress(ports.get(i), asked.host()));
    }
    return List.copyOf(result);
  }
}
