package dev.restatevertx.log.core;

import java.util.function.Consumer;

/**
 * A log server as seen from one loop: answers come there, those to appends in the order of the appends. A server that
 * cannot do something says so in its answer.
 */
public interface LogServer {
  void send(LogServerRequest request, Consumer<LogServerReply> reply);

  void read(ReadRequest request, Consumer<ReadReply> reply);
}
