package dev.restatevertx.journal;

import dev.restatevertx.base.InvocationId;

/**
 * Turns what a command says about other invocations into ids. When a command is received the schema is asked; when it
 * is read back, what was found then is given.
 */
public interface References {
  ResolvedCall callee(CallRequest request);

  InvocationId invocation(AttachTarget target);
}
