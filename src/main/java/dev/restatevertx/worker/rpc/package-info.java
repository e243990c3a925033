/** Requests of doors and operators, and their pending replies. */
@NullMarked
package dev.restatevertx.worker.rpc;

import org.jspecify.annotations.NullMarked;
