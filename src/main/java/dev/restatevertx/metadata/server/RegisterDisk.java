package dev.restatevertx.metadata.server;

import dev.restatevertx.base.Bytes;
import dev.restatevertx.metadata.core.StoreRows;
import java.util.List;
import java.util.SortedMap;

/** Where a register store's rows are. Used by one thread; every method waits on the disk and may throw. */
public interface RegisterDisk {
  /** All rows. */
  SortedMap<Bytes, Bytes> readAll();

  /** Makes all writes durable in one atomic step. After a failure it is not known what is on disk. */
  void write(List<StoreRows.Write> writes);

  /** Tries to get out of a fault; whether it can be read and written again. */
  boolean reopen();
}
