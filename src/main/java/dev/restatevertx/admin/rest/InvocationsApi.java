package dev.restatevertx.admin.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restatevertx.base.IdFormatException;
import dev.restatevertx.base.InvocationId;
import dev.restatevertx.base.Ulid;
import dev.restatevertx.invocation.RequestId;
import dev.restatevertx.routing.PartitionClient;
import dev.restatevertx.routing.PartitionReply;
import dev.restatevertx.routing.PartitionReply.VerbResult;
import dev.restatevertx.routing.PartitionRequest;
import dev.restatevertx.routing.PartitionRequest.Verb;
import dev.restatevertx.runtime.Entropy;
import dev.restatevertx.schema.JsonFields;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verbs on invocations, one by one and in batches. */
final class InvocationsApi {
  private static final int MAX_BATCH = 1000;

  /** Requests of a batch that are under way at once. */
  private static final int BATCH_WINDOW = 64;

  private static final Map<String, Verb> MODES =
      Map.of(
          "cancel", Verb.CANCEL,
          "Cancel", Verb.CANCEL,
          "kill", Verb.KILL,
          "Kill", Verb.KILL,
          "purge", Verb.PURGE,
          "Purge", Verb.PURGE);

  private final PartitionClient partitions;
  private final Entropy entropy;

  InvocationsApi(PartitionClient partitions, Entropy entropy) {
    this.partitions = partitions;
    this.entropy = entropy;
  }

  void addTo(Routes routes) {
    routes.delete("/invocations/:invocation", this::deleteByMode);
    addVerb(routes, "cancel", Verb.CANCEL);
    addVerb(routes, "kill", Verb.KILL);
    addVerb(routes, "purge", Verb.PURGE);
    addVerb(routes, "purge-journal", Verb.PURGE_JOURNAL);
  }

  private void addVerb(Routes routes, String name, Verb verb) {
    routes.patch("/invocations/:invocation/" + name, context -> one(context, verb));
    routes.post("/internal/invocations_batch_operations/" + name, context -> batch(context, verb));
  }

  private Future<Void> one(RoutingContext context, Verb verb) {
    InvocationId id = id(context);
    return send(id, verb)
        .map(
            result -> {
              Replies.empty(context, status(id, result));
              return null;
            });
  }

  private static int status(InvocationId id, VerbResult result) {
    return switch (result) {
      case DONE -> 200;
      case APPENDED -> 202;
      case NOT_FOUND -> throw HttpError.notFound("invocation", id);
      case ALREADY_COMPLETED -> throw HttpError.json(409, "The invocation '" + id + "' was already completed.");
      case NOT_COMPLETED -> throw HttpError.json(409, "The invocation '" + id + "' is not yet completed.");
    };
  }

  /** The old form: says nothing of how it ended. */
  private Future<Void> deleteByMode(RoutingContext context) {
    InvocationId id = id(context);
    String mode = QueryText.of(context, "mode").orElse("cancel");
    Verb verb =
        Optional.ofNullable(MODES.get(mode))
            .orElseThrow(
                () ->
                    HttpError.invalidQuery(
                        "mode: unknown variant `" + mode
                            + "`, expected one of `Cancel`, `cancel`, `Kill`, `kill`, `Purge`, `purge`"));
    return send(id, verb).onSuccess(_ -> Replies.empty(context, 202)).mapEmpty();
  }

  private Future<Void> batch(RoutingContext context, Verb verb) {
    return RequestBody.read(context, InvocationsApi::ids)
        .compose(ids -> batch(ids, 0, verb, new Batch()))
        .map(
            batch -> {
              Replies.json(context, 200, batch.toJson());
              return null;
            });
  }

  private Future<Batch> batch(List<InvocationId> ids, int from, Verb verb, Batch batch) {
    if (from == ids.size()) {
      return Future.succeededFuture(batch);
    }
    List<InvocationId> window = ids.subList(from, Math.min(ids.size(), from + BATCH_WINDOW));
    List<Future<VerbResult>> sent = window.stream().map(id -> send(id, verb)).toList();
    return Future.join(sent)
        .transform(
            _ -> {
              for (int i = 0; i < window.size(); i++) {
                batch.add(window.get(i), sent.get(i));
              }
              return batch(ids, from + window.size(), verb, batch);
            });
  }

  private Future<VerbResult> send(InvocationId id, Verb verb) {
    Ulid ulid = entropy.ulid();
    return partitions
        .send(new PartitionRequest.Operate(new RequestId(ulid.high(), ulid.low()), id, verb))
        .map(
            reply -> {
              if (reply instanceof PartitionReply.Verb(VerbResult result)) {
                return result;
              }
              throw new IllegalStateException("Expected the reply to a verb, but got " + reply);
            });
  }

  private static InvocationId id(RoutingContext context) {
    try {
      return InvocationId.parse(Optional.ofNullable(context.pathParam("invocation")).orElse(""));
    } catch (IdFormatException e) {
      throw HttpError.invalidField("invocation_id", String.valueOf(e.getMessage()));
    }
  }

  private static List<InvocationId> ids(JsonFields fields) {
    JsonNode array = fields.value("invocation_ids").orElseThrow(() -> fields.missing("invocation_ids"));
    if (!array.isArray()) {
      throw fields.wrong("invocation_ids", "expected an array of invocation ids");
    }
    List<InvocationId> ids = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      try {
        ids.add(InvocationId.parse(array.get(i).asText()));
      } catch (IdFormatException e) {
        throw fields.wrong("invocation_ids[" + i + "]", String.valueOf(e.getMessage()));
      }
    }
    if (ids.size() > MAX_BATCH) {
      throw HttpError.json(
          400, "Batch size " + ids.size() + " exceeds maximum allowed size of " + MAX_BATCH);
    }
    return ids;
  }

  /** How the requests of a batch ended. */
  private static final class Batch {
    private final List<InvocationId> succeeded = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();

    private record Failed(InvocationId id, String error) {}

    void add(InvocationId id, Future<VerbResult> result) {
      if (result.failed()) {
        failed.add(new Failed(id, String.valueOf(result.cause().getMessage())));
        return;
      }
      switch (result.result()) {
        case DONE, APPENDED -> succeeded.add(id);
        case NOT_FOUND -> failed.add(new Failed(id, "Invocation '" + id + "' not found"));
        case ALREADY_COMPLETED -> failed.add(new Failed(id, "Invocation '" + id + "' was already completed"));
        case NOT_COMPLETED -> failed.add(new Failed(id, "Invocation '" + id + "' is not yet completed"));
      }
    }

    ObjectNode toJson() {
      ObjectNode json = Shapes.object();
      ArrayNode good = json.putArray("succeeded");
      succeeded.forEach(id -> good.add(id.toString()));
      ArrayNode bad = json.putArray("failed");
      failed.forEach(entry -> bad.addObject().put("invocation_id", entry.id().toString()).put("error", entry.error()));
      return json;
    }
  }
}
