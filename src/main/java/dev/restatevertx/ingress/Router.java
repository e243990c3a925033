package dev.restatevertx.ingress;

import dev.restatevertx.ingress.Route.Read;
import dev.restatevertx.ingress.Route.Use;
import dev.restatevertx.schema.ActiveService;
import dev.restatevertx.schema.SchemaRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** From path to {@link Route}. The schema tells whether a service is keyed, hence how many segments to read. */
final class Router {
  private final Supplier<SchemaRegistry> schema;

  Router(Supplier<SchemaRegistry> schema) {
    this.schema = schema;
  }

  /**
   * Finds the route.
   *
   * @throws Refusal if there is none
   */
  Route route(RequestTarget target) {
    if (!target.plausible()) {
      throw Refusal.badRequest("bad path: " + target.path());
    }
    List<String> segments = target.segments();
    return switch (segments.get(0)) {
      case "restate" -> reserved(segments);
      case "openapi" -> throw Refusal.notFound();
      default -> service(segments);
    };
  }

  private Route reserved(List<String> segments) {
    return switch (segments.get(1)) {
      case "health" -> new Route.Health();
      case "call", "send" -> api(segments, 1, Optional.empty());
      case "scope" -> scoped(segments);
      case "attach" -> byBodyOrId(segments, Use.ATTACH, Read.ATTACH);
      case "output" -> byBodyOrId(segments, Use.OUTPUT, Read.OUTPUT);
      case "lookup" -> {
        if (segments.size() != 2) {
          throw Refusal.badRequest(Refusal.API_PATH);
        }
        yield new Route.ByBody(Use.LOOKUP);
      }
      case "awakeables", "a" -> awakeable(segments);
      case "invocation" -> invocation(segments);
      case "workflow" -> workflow(segments);
      default -> throw Refusal.notFound();
    };
  }

  /** {@code /service[/key]/handler[/send]}. */
  private Route service(List<String> segments) {
    ActiveService service = find(segments.get(0));
    int handler = service.type().keyed() ? 2 : 1;
    boolean send = segments.size() == handler + 2 && segments.get(handler + 1).equals("send");
    if (segments.size() != handler + 1 && !send) {
      throw Refusal.badRequest(Refusal.SERVICE_PATH);
    }
    String key = service.type().keyed() ? PercentDecoding.key(segments.get(1)) : "";
    return new Route.Invoke(service, key, segments.get(handler), send, Optional.empty());
  }

  /** {@code …/call|send/service[/key]/handler}, the verb at index {@code at}. */
  private Route api(List<String> segments, int at, Optional<String> scope) {
    if (segments.size() < at + 2) {
      throw Refusal.badRequest(Refusal.API_PATH);
    }
    ActiveService service = find(segments.get(at + 1));
    int handler = at + (service.type().keyed() ? 3 : 2);
    if (segments.size() != handler + 1) {
      throw Refusal.badRequest(Refusal.API_PATH);
    }
    String key = service.type().keyed() ? PercentDecoding.key(segments.get(at + 2)) : "";
    return new Route.Invoke(service, key, segments.get(handler), segments.get(at).equals("send"), scope);
  }

  private Route scoped(List<String> segments) {
    if (segments.size() < 5 || !(segments.get(3).equals("call") || segments.get(3).equals("send"))) {
      throw Refusal.badRequest(Refusal.API_PATH);
    }
    String scope = Scopes.check(PercentDecoding.key(segments.get(2)));
    return api(segments, 3, Optional.of(scope));
  }

  private static Route byBodyOrId(List<String> segments, Use use, Read read) {
    return switch (segments.size()) {
      case 2 -> new Route.ByBody(use);
      case 3 -> new Route.ById(segments.get(2), read);
      default -> throw Refusal.badRequest(Refusal.API_PATH);
    };
  }

  /** {@code /restate/awakeables/id/resolve|reject}; what follows is not looked at. */
  private static Route awakeable(List<String> segments) {
    if (segments.size() < 4) {
      throw Refusal.badRequest(Refusal.AWAKEABLE_PATH);
    }
    return switch (segments.get(3)) {
      case "resolve" -> new Route.Awakeable(segments.get(2), true);
      case "reject" -> new Route.Awakeable(segments.get(2), false);
      default -> throw Refusal.notFound();
    };
  }

  /** {@code /restate/invocation/} and an id, or service, key, handler, idempotency key; then what to read. */
  private Route invocation(List<String> segments) {
    if (segments.size() < 4) {
      throw Refusal.badRequest(Refusal.INVOCATION_PATH);
    }
    if (segments.size() == 4) {
      return new Route.ById(segments.get(2), read(segments.get(3)));
    }
    ActiveService service = find(segments.get(2));
    int handler = service.type().keyed() ? 4 : 3;
    if (segments.size() < handler + 3) {
      throw Refusal.badRequest(Refusal.INVOCATION_PATH);
    }
    Optional<String> key = service.type().keyed() ? Optional.of(PercentDecoding.key(segments.get(3))) : Optional.empty();
    return new Route.ByIdempotencyKey(
        service.name(), key, segments.get(handler), segments.get(handler + 1), read(segments.get(handler + 2)));
  }

  /** {@code /restate/workflow/name/key/attach|output}; what follows is not looked at. */
  private static Route workflow(List<String> segments) {
    if (segments.size() < 5) {
      throw Refusal.badRequest(Refusal.WORKFLOW_PATH);
    }
    return new Route.ByWorkflow(segments.get(2), PercentDecoding.key(segments.get(3)), read(segments.get(4)));
  }

  private static Read read(String segment) {
    return switch (segment) {
      case "attach" -> Read.ATTACH;
      case "output" -> Read.OUTPUT;
      default -> throw Refusal.notFound();
    };
  }

  private ActiveService find(String name) {
    return schema.get().service(name).orElseThrow(() -> Refusal.serviceNotFound(name));
  }
}
