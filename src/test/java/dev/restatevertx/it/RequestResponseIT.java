package dev.restatevertx.it;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Over HTTP/1.1 the server cannot send anything after the start: every wait suspends the handler. */
class RequestResponseIT {
  @RegisterExtension static final ServerProcess SERVER = ServerProcess.create();

  @Test
  void resumes() {
    SuspendIT.resumes(SERVER.serve(Sdk.JAVA, true), Sdk.JAVA);
  }
}
