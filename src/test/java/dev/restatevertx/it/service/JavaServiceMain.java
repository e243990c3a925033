package dev.restatevertx.it.service;

import dev.restate.common.Request;
import dev.restate.common.Target;
import dev.restate.common.function.ThrowingBiFunction;
import dev.restate.sdk.Awakeable;
import dev.restate.sdk.Context;
import dev.restate.sdk.DurableFuture;
import dev.restate.sdk.HandlerRunner;
import dev.restate.sdk.ObjectContext;
import dev.restate.sdk.SharedObjectContext;
import dev.restate.sdk.common.StateKey;
import dev.restate.sdk.common.TerminalException;
import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.endpoint.definition.HandlerDefinition;
import dev.restate.sdk.endpoint.definition.HandlerType;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import dev.restate.sdk.endpoint.definition.ServiceType;
import dev.restate.sdk.http.vertx.RestateHttpServer;
import dev.restate.serde.Serde;
import dev.restate.serde.TypeTag;
import dev.restate.serde.jackson.JacksonSerdeFactory;
import dev.restate.serde.jackson.JacksonSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Serves the test services, and prints {@code listening PORT}. The TypeScript ones do the same. */
public final class JavaServiceMain {
  private static final Serde<String> STRING = JacksonSerdes.of(String.class);
  private static final Serde<Integer> INT = JacksonSerdes.of(Integer.class);
  private static final Serde<Long> LONG = JacksonSerdes.of(Long.class);
  private static final StateKey<Long> COUNT = StateKey.of("count", TypeTag.of(LONG));
  private static final StateKey<String> AWAKEABLE = StateKey.of("awakeable", TypeTag.of(STRING));
  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private JavaServiceMain() {}

  /** Runs until the process is ended; the argument is the port, 0 for a free one. */
  public static void main(String[] args) {
    Endpoint.Builder endpoint = Endpoint.bind(greeter()).bind(counter()).bind(waiter());
    System.out.println("listening " + RestateHttpServer.listen(endpoint, Integer.parseInt(args[0])));
  }

  private static ServiceDefinition greeter() {
    return ServiceDefinition.of(
        "JavaGreeter",
        ServiceType.SERVICE,
        List.of(
            service("greet", STRING, STRING, (_, name) -> "hi " + name),
            service("steps", INT, INT, JavaServiceMain::steps),
            service("sleep", LONG, STRING, JavaServiceMain::sleep),
            service("chain", INT, INT, JavaServiceMain::chain),
            service("gather", INT, INT, JavaServiceMain::gather),
            service("fanOut", STRING, INT, JavaServiceMain::fanOut),
            service("fail", INT, STRING, JavaServiceMain::fail)));
  }

  private static ServiceDefinition counter() {
    return ServiceDefinition.of(
        "JavaCounter",
        ServiceType.VIRTUAL_OBJECT,
        List.of(
            handler("add", HandlerType.EXCLUSIVE, LONG, LONG, JavaServiceMain::add),
            handler(
                "get",
                HandlerType.SHARED,
                Serde.VOID,
                LONG,
                (SharedObjectContext context, Void _) -> context.get(COUNT).orElse(0L))));
  }

  private static ServiceDefinition waiter() {
    return ServiceDefinition.of(
        "JavaWaiter",
        ServiceType.VIRTUAL_OBJECT,
        List.of(
            handler("wait", HandlerType.EXCLUSIVE, Serde.VOID, STRING, JavaServiceMain::waitForIt),
            handler(
                "awakeable",
                HandlerType.SHARED,
                Serde.VOID,
                STRING,
                (SharedObjectContext context, Void _) -> context.get(AWAKEABLE).orElse(""))));
  }

  private static int steps(Context context, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int step = i;
      sum += context.run("step " + i, Integer.class, () -> step);
    }
    return sum;
  }

  private static String sleep(Context context, long millis) {
    context.sleep(Duration.ofMillis(millis));
    return "slept";
  }

  /** Calls itself {@code depth} times, one within the other. */
  private static int chain(Context context, int depth) {
    return depth == 0 ? 0 : 1 + context.call(greeterRequest("chain", depth - 1)).await();
  }

  /** Calls {@code width} others at once and adds up what they answer. */
  private static int gather(Context context, int width) {
    List<DurableFuture<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      calls.add(context.call(greeterRequest("steps", 2)));
    }
    int sum = 0;
    for (DurableFuture<Integer> call : calls) {
      sum += call.await();
    }
    return sum;
  }

  /** {@code KEY:COUNT}: adds one to the counter that often, without waiting for it. */
  private static int fanOut(Context context, String keyAndCount) {
    int separator = keyAndCount.lastIndexOf(':');
    int count = Integer.parseInt(keyAndCount.substring(separator + 1));
    Target add = Target.virtualObject("JavaCounter", keyAndCount.substring(0, separator), "add");
    for (int i = 0; i < count; i++) {
      context.send(Request.of(add, TypeTag.of(LONG), TypeTag.of(LONG), 1L).build());
    }
    return count;
  }

  private static String fail(Context context, int code) {
    throw new TerminalException(code, "boom " + code);
  }

  private static long add(ObjectContext context, long amount) {
    long count = context.get(COUNT).orElse(0L) + amount;
    context.set(COUNT, count);
    return count;
  }

  private static String waitForIt(ObjectContext context, Void nothing) {
    Awakeable<String> awakeable = context.awakeable(TypeTag.of(STRING));
    context.set(AWAKEABLE, awakeable.id());
    return awakeable.await();
  }

  private static Request<Integer, Integer> greeterRequest(String handler, int argument) {
    Target target = Target.service("JavaGreeter", handler);
    return Request.of(target, TypeTag.of(INT), TypeTag.of(INT), argument).build();
  }

  private static <I, O> HandlerDefinition<I, O> service(
      String name, Serde<I> input, Serde<O> output, ThrowingBiFunction<Context, I, O> code) {
    return handler(name, HandlerType.SHARED, input, output, code);
  }

  private static <C extends Context, I, O> HandlerDefinition<I, O> handler(
      String name, HandlerType type, Serde<I> input, Serde<O> output, ThrowingBiFunction<C, I, O> code) {
    return HandlerDefinition.of(
        name,
        type,
        input,
        output,
        HandlerRunner.of(code, JacksonSerdeFactory.DEFAULT, HandlerRunner.Options.withExecutor(THREADS)));
  }
}
