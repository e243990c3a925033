package dev.restatevertx.rocks;

import dev.restatevertx.rocks.StorageException.Reason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.HistogramType;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;
import org.rocksdb.WriteOptions;

/**
 * One RocksDB database. A fault of the disk latches it: from then on {@link #use} refuses, so that nothing is built on
 * a write whose fate is unknown, until {@link #reopen} has read back what is really there. A flush or compaction that
 * fails in the background shows in the next write. (The Java binding's listener for them throws on reasons it does not
 * know, so it is of no use here.)
 *
 * <p>{@link #db} and {@link #columnFamily} give out native objects that a reopening invalidates: keep them only where
 * nobody reopens, and work through {@link #use} elsewhere.
 */
public final class RocksStore implements AutoCloseable, StorageHealth {
  private static final Logger LOG = System.getLogger("restate.rocks");
  private static final int PROBE_BYTES = 1 << 20;

  private final Path dir;
  private final StoreKind kind;
  private final RocksBudget budget;
  private final Statistics statistics;
  private final WriteOptions writeOptions;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final AtomicReference<@Nullable StorageException> fault = new AtomicReference<>();
  private boolean released;
  // Null while closed.
  private @Nullable OpenDatabase open;

  private RocksStore(Path dir, StoreKind kind, RocksBudget budget) {
    this.dir = dir;
    this.kind = kind;
    this.budget = budget;
    this.statistics = new Statistics(EnumSet.complementOf(EnumSet.of(HistogramType.WAL_FILE_SYNC_MICROS)));
    this.writeOptions = RocksOptions.write(kind);
  }

  /**
   * Opens the store in {@code dir}, which is created if it is missing. Waits on the disk.
   *
   * @throws StorageException if it is damaged, in use, or the disk fails
   */
  public static RocksStore open(Path dir, StoreKind kind, RocksBudget budget) {
    RocksStore store = new RocksStore(dir, kind, budget);
    try {
      Files.createDirectories(dir);
      store.openDatabase();
    } catch (IOException e) {
      store.releaseNatives();
      throw new StorageException(
          Reason.IO, "Expected to create the directory of the " + kind.title() + " " + dir + ", but failed: " + e, e);
    } catch (StorageException e) {
      store.releaseNatives();
      throw e;
    }
    budget.opened(store);
    return store;
  }

  /** What is done with the database in {@link #use}. */
  public interface Work<T> {
    /** Does it; the handle of a column family comes from {@link RocksStore#columnFamily}. */
    T with(RocksDB db) throws RocksDBException;
  }

  /**
   * Does something with the database that no reopening can pull away meanwhile. A fault of the disk latches the store.
   *
   * @throws StorageException if the store is latched or closed, or if the work fails
   */
  public <T> T use(Work<T> work) {
    lock.readLock().lock();
    try {
      return work.with(healthy().db());
    } catch (RocksDBException e) {
      throw failed(e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The database, see the class comment. */
  public RocksDB db() {
    return present().db();
  }

  /** The column family of this name, created if it is missing; see the class comment. */
  public ColumnFamilyHandle columnFamily(String name) {
    try {
      return present().family(name);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** Creates those of these column families that are missing, faster than one after the other. */
  public void createColumnFamilies(Collection<String> names) {
    try {
      present().createFamilies(names);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** The names of all column families, "default" included. */
  public Set<String> columnFamilies() {
    return present().families();
  }

  /** Drops a column family with everything in it; does nothing if there is none of this name. */
  public void dropColumnFamily(String name) {
    try {
      present().dropFamily(name);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** Gives a column family that was made by import the name that {@link #columnFamily} finds it by. */
  public void adoptColumnFamily(String name, ColumnFamilyHandle handle) {
    present().adopt(name, handle);
  }

  /** The options of new column families, for an import. Owned by the store. */
  public ColumnFamilyOptions columnFamilyOptions() {
    return present().familyOptions();
  }

  /** How this kind of store writes: synced, or without a write-ahead log. Owned by the store. */
  public WriteOptions writeOptions() {
    return writeOptions;
  }

  /** What it holds. */
  public StoreKind kind() {
    return kind;
  }

  /** Where it is. */
  public Path dir() {
    return dir;
  }

  @Override
  public Optional<StorageException> fault() {
    return Optional.ofNullable(fault.get());
  }

  /**
   * Takes note of a failure outside {@link #use}: latches the store if the disk is to blame.
   *
   * @return what to throw or answer instead
   */
  public StorageException failed(RocksDBException cause) {
    StorageException failure = StorageFaults.of(kind, dir, cause);
    latch(failure);
    return failure;
  }

  /**
   * Tries to get out of a fault: writes a probe, then closes the database and opens it anew, so that it holds what the
   * disk holds. Waits on the disk, and until all {@link #use} have ended.
   *
   * @return whether it works again; if not, {@link #fault} says why and a later call may succeed
   */
  public boolean reopen() {
    try {
      probe();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The {0} in {1} is not reopened yet: {2}", kind.title(), dir, e.getMessage());
      return false;
    }
    lock.writeLock().lock();
    try {
      OpenDatabase old = open;
      open = null;
      if (old != null) {
        old.close();
      }
      openDatabase();
      fault.set(null);
      LOG.log(Level.INFO, "The {0} in {1} works again", kind.title(), dir);
      return true;
    } catch (StorageException e) {
      fault.set(e);
      return false;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Syncs of the write-ahead log since the store was opened. */
  public long walSyncs() {
    return statistic(() -> statistics.getTickerCount(TickerType.WAL_FILE_SYNCED));
  }

  /** Bytes written to the write-ahead log since the store was opened. */
  public long walBytes() {
    return statistic(() -> statistics.getTickerCount(TickerType.WAL_FILE_BYTES));
  }

  /** Time spent in syncs of the write-ahead log since the store was opened, in nanoseconds. */
  public long walSyncNanos() {
    return TimeUnit.MICROSECONDS.toNanos(
        statistic(() -> statistics.getHistogramData(HistogramType.WAL_FILE_SYNC_MICROS).getSum()));
  }

  /** A numeric property of RocksDB, summed over the column families; 0 while the store is closed. */
  public long property(String name) {
    lock.readLock().lock();
    try {
      OpenDatabase current = open;
      return current == null ? 0 : current.db().getAggregatedLongProperty(name);
    } catch (RocksDBException e) {
      return 0;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Closes it; memtables without a write-ahead log are flushed first. Waits until all {@link #use} have ended. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      OpenDatabase current = open;
      open = null;
      if (current != null) {
        current.close();
        budget.closed(this);
        releaseNatives();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Native memory must not be read once it is released; whoever shows metrics may come that late. */
  private long statistic(LongSupplier reading) {
    lock.readLock().lock();
    try {
      return released ? 0 : reading.getAsLong();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void releaseNatives() {
    released = true;
    writeOptions.close();
    statistics.close();
  }

  private void openDatabase() {
    try {
      open = OpenDatabase.open(dir, kind, budget, statistics);
    } catch (RocksDBException e) {
      throw StorageFaults.of(kind, dir, e);
    }
  }

  private OpenDatabase healthy() {
    StorageException latched = fault.get();
    if (latched != null) {
      throw new StorageException(
          Reason.UNAVAILABLE, "The " + kind.title() + " refuses work after a fault: " + latched.getMessage(), latched);
    }
    return present();
  }

  private OpenDatabase present() {
    OpenDatabase current = open;
    if (current == null) {
      throw new StorageException(Reason.UNAVAILABLE, "The " + kind.title() + " in " + dir + " is closed");
    }
    return current;
  }

  private void latch(StorageException failure) {
    if (StorageFaults.latches(failure.reason()) && fault.compareAndSet(null, failure)) {
      LOG.log(Level.ERROR, failure.getMessage());
    }
  }

  /** As much as the next batches will need, synced: a disk with a few bytes left is still full. */
  private void probe() throws IOException {
    Path file = dir.resolve("probe.tmp");
    try (FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
