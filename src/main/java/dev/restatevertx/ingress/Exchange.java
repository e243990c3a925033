package dev.restatevertx.ingress;

import dev.restatevertx.base.AwakeableId;
import dev.restatevertx.base.AwakeableRef;
import dev.restatevertx.base.Bytes;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.InvocationIds;
import dev.restatevertx.base.LegacyAwakeableId;
import dev.restatevertx.invocation.Failure;
import dev.restatevertx.invocation.Header;
import dev.restatevertx.invocation.InvocationRequest;
import dev.restatevertx.invocation.InvocationTarget;
import dev.restatevertx.invocation.Outcome;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.invocation.SignalId;
import dev.restatevertx.invocation.SpanContext;
import dev.restatevertx.invocation.TargetKind;
import dev.restatevertx.journal.Result;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.PartitionRequest;
import dev.restatevertx.schema.ActiveHandler;
import dev.restatevertx.schema.ActiveService;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger;
import java.util.List;
import java.util.Optional;

/**
 * One request from its head to its answer; lives on one event loop.
 *
 * <pre>
 *   head checked --> body read --> sent to the partition --> answered
 *        |              |                 |   ^
 *        |              |                 +---+ retried
 *        +-- refused ---+-- refused ------+-- refused: what is left of the body is drained
 * </pre>
 *
 * A caller that leaves ends it in every state.
 */
final class Exchange {
  private static final Logger LOG = System.getLogger("restate.ingress");

  private static final CharSequence IDEMPOTENCY_KEY = HttpHeaders.createOptimized("idempotency-key");
  private static final CharSequence LIMIT_KEY = HttpHeaders.createOptimized("x-restate-limit-key");
  private static final CharSequence TRACE_PARENT = HttpHeaders.createOptimized("traceparent");
  private static final CharSequence TRACE_STATE = HttpHeaders.createOptimized("tracestate");

  private final IngressServer server;
  private final HttpServerRequest request;
  private final BodyReader body;
  private RequestTarget target = RequestTarget.NONE;
  private Optional<Route.Invoke> invoked = Optional.empty();
  private Optional<PartitionCall> call = Optional.empty();
  private boolean admitted;
  private boolean answered;

  Exchange(IngressServer server, HttpServerRequest request) {
    this.server = server;
    this.request = request;
    this.body = new BodyReader(server, request);
  }

  /** Starts with the head of the request, which is there; must be called before anything of the body arrives. */
  void begin() {
    request.response().closeHandler(_ -> leave());
    if (body.announcedTooLarge()) {
      answered = true;
      server.answers().lengthLimit(request);
      body.drain();
      return;
    }
    if (request.method().equals(HttpMethod.OPTIONS)) {
      answered = true;
      server.answers().preflight(request);
      body.drain();
      return;
    }
    guarded(this::head);
  }

  private void head() {
    if (!server.admission().enter()) {
      throw Refusal.overloaded();
    }
    admitted = true;
    target = RequestTarget.parse(request.uri());
    switch (server.router().route(target)) {
      case Route.Health _ -> {
        expect(HttpMethod.GET);
        answered();
        server.answers().health(request, List.copyOf(server.schema().serviceNames()));
        body.drain();
      }
      case Route.Invoke route -> invoke(route);
      case Route.Awakeable route -> {
        expect(HttpMethod.POST);
        AwakeableRef id = Ids.awakeable(route.id());
        readBody(content -> awakeable(id, route.resolve(), content));
      }
      case Route.ById route -> {
        InvocationId id = Ids.invocation(route.id());
        expect(HttpMethod.GET);
        read(id, route.read());
      }
      case Route.ByIdempotencyKey route -> {
        expect(HttpMethod.GET);
        InvocationId id =
            server
                .invocations()
                .ofIdempotencyKey(route.service(), route.key(), route.handler(), route.idempotencyKey());
        read(id, route.read());
      }
      case Route.ByWorkflow route -> {
        expect(HttpMethod.GET);
        read(InvocationIds.forWorkflowRun(route.workflow(), route.key()), route.read());
      }
      case Route.ByBody route -> {
        expect(HttpMethod.POST);
        readBody(content -> described(route.use(), content));
      }
    }
  }

  /** Checks a call in the original's order, as far as that is possible without its body. */
  private void invoke(Route.Invoke route) {
    ActiveService service = route.service();
    ActiveHandler handler =
        service
            .handler(route.handler())
            .orElseThrow(() -> Refusal.handlerNotFound(service.name(), route.handler()));
    invoked = Optional.of(route);
    if (!handler.isPublic()) {
      throw Refusal.badRequest("the invoked service is not public");
    }
    if (service.deployment().deprecated()) {
      throw Refusal.badRequest(
          "the service "
              + service.name()
              + " is exposed by the deprecated deployment "
              + service.deploymentId()
              + ". Upgrade the SDK used by "
              + service.name()
              + ".");
    }
    Optional<String> idempotencyKey = HandlerHeaders.value(request.headers(), IDEMPOTENCY_KEY);
    if (idempotencyKey.isPresent() && handler.kind() == TargetKind.WORKFLOW_RUN) {
      throw Refusal.badRequest(
          "cannot use the idempotency key with workflow handlers."
              + " The handler invocation will already be idempotent by the workflow key itself.");
    }
    if (route.scope().isPresent()) {
      throw Refusal.badRequest("scoped invocations require vqueues to be enabled");
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.POST)) {
      throw Refusal.methodNotAllowed();
    }
    readBody(content -> submit(route, handler, idempotencyKey, content));
  }

  private void submit(Route.Invoke route, ActiveHandler handler, Optional<String> idempotencyKey, Bytes content) {
    Optional<String> contentType = HandlerHeaders.value(request.headers(), HttpHeaders.CONTENT_TYPE);
    handler
        .input()
        .check(contentType, content.length())
        .ifPresent(reason -> {
          throw Refusal.badRequest("input validation error: " + reason);
        });
    Optional<String> delay = target.parameter("delay");
    long executionTime = delay.isPresent() ? Delays.executionTime(delay.get(), server.clock().millis()) : 0;
    if (request.headers().contains(LIMIT_KEY) || target.parameter("limit-key").isPresent()) {
      throw Refusal.badRequest("limit-key requires a scope to be set");
    }
    List<Header> headers = HandlerHeaders.of(request.headers(), target.pathAndQuery());
    if (delay.isPresent() && !route.send()) {
      throw Refusal.badRequest(
          "cannot use the delay query parameter with calls. The delay is supported only with sends");
    }
    RequestId requestId = server.invocations().requestId();
    InvocationRequest invocation =
        server
            .invocations()
            .create(requestId, route, handler, idempotencyKey, headers, content, executionTime, spanContext());
    count(RequestCounters.Fate.ADMITTED);
    boolean idempotent = invocation.idempotencyKey().isPresent() || handler.kind() == TargetKind.WORKFLOW_RUN;
    send(
        new PartitionRequest.Invoke(
            requestId,
            invocation,
            route.send() ? PartitionRequest.ReplyOn.SUBMITTED : PartitionRequest.ReplyOn.COMPLETED),
        idempotent ? PartitionCall.Repeat.ALWAYS : PartitionCall.Repeat.IF_NEVER_ACCEPTED,
        PartitionCall.INVOKE_ADVICE);
  }

  private void awakeable(AwakeableRef ref, boolean resolve, Bytes content) {
    switch (ref) {
      case AwakeableId id -> {
        Result result =
            resolve ? new Result.Value(content) : new Result.Failed(Failure.of(500, content.toUtf8()));
        send(
            new PartitionRequest.Signal(
                server.invocations().requestId(), id.invocation(), new SignalId.Index(id.signalIndex()), result),
            PartitionCall.Repeat.IF_NEVER_ACCEPTED,
            PartitionCall.SIGNAL_ADVICE);
      }
      case LegacyAwakeableId _ -> {
        // Journals that old are not kept here, hence nobody waits; as for every invocation that is gone.
        answered();
        server.answers().accepted(request);
      }
    }
  }

  private void described(Route.Use use, Bytes content) {
    String what = use == Route.Use.LOOKUP ? "lookup" : "request";
    InvocationId id = DescribedInvocation.id(content, what, server.invocations());
    switch (use) {
      case ATTACH -> read(id, Route.Read.ATTACH);
      case OUTPUT -> read(id, Route.Read.OUTPUT);
      case LOOKUP -> {
        answered();
        server.answers().lookup(request, id);
      }
    }
  }

  private void read(InvocationId id, Route.Read read) {
    RequestId requestId = server.invocations().requestId();
    send(
        switch (read) {
          case ATTACH -> new PartitionRequest.Attach(requestId, id);
          case OUTPUT -> new PartitionRequest.GetOutput(requestId, id);
        },
        PartitionCall.Repeat.ALWAYS,
        PartitionCall.READ_ADVICE);
  }

  private void send(PartitionRequest message, PartitionCall.Repeat repeat, String advice) {
    PartitionCall sent = new PartitionCall(server, message, repeat, advice, this::reply, this::refuse);
    call = Optional.of(sent);
    sent.send();
  }

  private void reply(PartitionReply reply) {
    guarded(
        () -> {
          switch (reply) {
            case PartitionReply.Submitted(var id, var isNew, var executionTime) -> {
              answered();
              count(RequestCounters.Fate.COMPLETED);
              server.answers().submitted(request, id, isNew, executionTime);
            }
            case PartitionReply.Completed completed -> completed(completed);
            case PartitionReply.Accepted _ -> {
              answered();
              server.answers().accepted(request);
            }
            case PartitionReply.NotReady _ -> throw Refusal.notReady();
            case PartitionReply.NotSupported _ ->
                throw Refusal.badRequest(
                    "cannot get output for the given invocation. You can get output only for invocations created"
                        + " with an idempotency key, or for workflow methods.");
            case PartitionReply.NotFound(var id) -> notFound(id);
            case PartitionReply.Verb _ ->
                throw new IllegalStateException("Expected an answer for callers, but got " + reply);
          }
        });
  }

  private void completed(PartitionReply.Completed completed) {
    answered();
    switch (completed.outcome()) {
      case Outcome.Success(var value) -> {
        count(RequestCounters.Fate.COMPLETED);
        Optional<String> contentType = contentType(completed.target(), value.length());
        server.answers().value(request, completed.id(), value, contentType, completed.completionExpiresAt());
      }
      case Outcome.Failed(var failure) -> {
        count(RequestCounters.Fate.INVOCATION_ERROR);
        server.answers().failure(request, completed.id(), failure);
      }
    }
  }

  /** Who waits is told by the invocation that was not, who only looks by the door: as the original does it. */
  private void notFound(InvocationId id) {
    if (call.isPresent() && call.get().message() instanceof PartitionRequest.GetOutput) {
      throw Refusal.invocationNotFound();
    }
    answered();
    server.answers().failure(request, id, Failure.NOT_FOUND);
  }

  private Optional<String> contentType(InvocationTarget invoked, int length) {
    return server
        .schema()
        .handler(invoked.service(), invoked.handler())
        .flatMap(handler -> handler.output().contentType(length));
  }

  private SpanContext spanContext() {
    String traceParent = request.headers().get(TRACE_PARENT);
    if (traceParent == null) {
      return SpanContext.NONE;
    }
    String traceState = request.headers().get(TRACE_STATE);
    return new SpanContext(traceParent, traceState == null ? "" : traceState);
  }

  private void expect(HttpMethod method) {
    if (!request.method().equals(method)) {
      throw Refusal.methodNotAllowed();
    }
  }

  private void readBody(BodyReader.Sink sink) {
    body.read(content -> guarded(() -> sink.accept(content)), this::refuse);
  }

  private void refuse(Refusal refusal) {
    if (answered) {
      return;
    }
    answered();
    if (refusal.status() == 429) {
      server.counters().count(service(), send(), RequestCounters.Fate.RATE_LIMITED);
    } else {
      count(refusal.status() < 500 ? RequestCounters.Fate.REQUEST_ERROR : RequestCounters.Fate.INGRESS_ERROR);
    }
    server.answers().refusal(request, refusal);
    body.drain();
  }

  /** Counts calls and sends only. */
  private void count(RequestCounters.Fate fate) {
    if (invoked.isPresent()) {
      server.counters().count(service(), send(), fate);
    }
  }

  private String service() {
    return invoked.map(route -> route.service().name()).orElse("");
  }

  private boolean send() {
    return invoked.isPresent() && invoked.get().send();
  }

  /** Lets go of everything that was held for this request. */
  private void answered() {
    answered = true;
    call.ifPresent(PartitionCall::settle);
    release();
  }

  /** The connection or the stream is gone; also called at the end of every HTTP/2 stream. */
  private void leave() {
    if (!answered) {
      answered = true;
      call.ifPresent(PartitionCall::abandon);
      release();
    }
    body.abandon();
  }

  private void release() {
    body.release();
    if (admitted) {
      admitted = false;
      server.admission().leave();
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Refusal refusal) {
      refuse(refusal);
    } catch (RuntimeException e) {
      LOG.log(Logger.Level.ERROR, "A request to " + target.path() + " failed in the door", e);
      refuse(Refusal.internal());
    }
  }
}
