// The test services on the TypeScript SDK; the Java ones do the same. The argument is the port, 0 for a free one.
// Prints "listening PORT".
import * as http2 from "node:http2";
import * as restate from "@restatedev/restate-sdk";

const greeter = restate.service({
  name: "TsGreeter",
  handlers: {
    greet: async (ctx, name) => `hi ${name}`,
    steps: async (ctx, count) => {
      let sum = 0;
      for (let i = 0; i < count; i++) {
        sum += await ctx.run(`step ${i}`, () => i);
      }
      return sum;
    },
    sleep: async (ctx, millis) => {
      await ctx.sleep(millis);
      return "slept";
    },
    chain: async (ctx, depth) => (depth === 0 ? 0 : 1 + (await ctx.serviceClient({ name: "TsGreeter" }).chain(depth - 1))),
    gather: async (ctx, width) => {
      const calls = Array.from({ length: width }, () => ctx.serviceClient({ name: "TsGreeter" }).steps(2));
      return (await restate.RestatePromise.all(calls)).reduce((sum, one) => sum + one, 0);
    },
    fanOut: async (ctx, keyAndCount) => {
      const separator = keyAndCount.lastIndexOf(":");
      const count = Number(keyAndCount.substring(separator + 1));
      const counter = ctx.objectSendClient({ name: "TsCounter" }, keyAndCount.substring(0, separator));
      for (let i = 0; i < count; i++) {
        counter.add(1);
      }
      return count;
    },
    fail: async (ctx, code) => {
      throw new restate.TerminalError(`boom ${code}`, { errorCode: code });
    },
  },
});

const counter = restate.object({
  name: "TsCounter",
  handlers: {
    add: async (ctx, amount) => {
      const count = ((await ctx.get("count")) ?? 0) + amount;
      ctx.set("count", count);
      return count;
    },
    get: restate.handlers.object.shared(async (ctx) => (await ctx.get("count")) ?? 0),
  },
});

const waiter = restate.object({
  name: "TsWaiter",
  handlers: {
    wait: async (ctx) => {
      const { id, promise } = ctx.awakeable();
      ctx.set("awakeable", id);
      return await promise;
    },
    awakeable: restate.handlers.object.shared(async (ctx) => (await ctx.get("awakeable")) ?? ""),
  },
});

const handler = restate.createEndpointHandler({ services: [greeter, counter, waiter] });
const server = http2.createServer(handler);
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log(`listening ${server.address().port}`));
