package dev.restatevertx.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;

/** A database between one opening and one closing, with the native objects that live as long. */
final class OpenDatabase {
  private static final byte[] DEFAULT_FAMILY = RocksDB.DEFAULT_COLUMN_FAMILY;

  private final DBOptions databaseOptions;
  private final ColumnFamilyOptions familyOptions;
  private final RocksDB db;
  private final ConcurrentHashMap<String, ColumnFamilyHandle> families = new ConcurrentHashMap<>();

  private OpenDatabase(DBOptions databaseOptions, ColumnFamilyOptions familyOptions, Path dir) throws RocksDBException {
    this.databaseOptions = databaseOptions;
    this.familyOptions = familyOptions;
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    for (byte[] name : existingFamilies(dir)) {
      descriptors.add(new ColumnFamilyDescriptor(name, familyOptions));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    this.db = RocksDB.open(databaseOptions, dir.toString(), descriptors, handles);
    for (int i = 0; i < handles.size(); i++) {
      families.put(new String(descriptors.get(i).getName(), UTF_8), handles.get(i));
    }
  }

  static OpenDatabase open(Path dir, StoreKind kind, RocksBudget budget, Statistics statistics)
      throws RocksDBException {
    DBOptions databaseOptions = RocksOptions.database(kind, budget, statistics);
    ColumnFamilyOptions familyOptions = RocksOptions.columnFamily(kind, budget);
    try {
      return new OpenDatabase(databaseOptions, familyOptions, dir);
    } catch (RocksDBException e) {
      databaseOptions.close();
      familyOptions.close();
      throw e;
    }
  }

  RocksDB db() {
    return db;
  }

  Set<String> families() {
    return Set.copyOf(families.keySet());
  }

  ColumnFamilyHandle family(String name) throws RocksDBException {
    ColumnFamilyHandle known = families.get(name);
    if (known != null) {
      return known;
    }
    synchronized (families) {
      ColumnFamilyHandle raced = families.get(name);
      if (raced != null) {
        return raced;
      }
      ColumnFamilyHandle created = db.createColumnFamily(new ColumnFamilyDescriptor(name.getBytes(UTF_8), familyOptions));
      families.put(name, created);
      return created;
    }
  }

  /** Creates the ones that are missing in one go: each creation alone writes a new file with the options of all. */
  void createFamilies(Collection<String> names) throws RocksDBException {
    synchronized (families) {
      List<String> missing = names.stream().filter(name -> !families.containsKey(name)).distinct().toList();
      if (missing.isEmpty()) {
        return;
      }
      List<ColumnFamilyHandle> created =
          db.createColumnFamilies(familyOptions, missing.stream().map(name -> name.getBytes(UTF_8)).toList());
      for (int i = 0; i < missing.size(); i++) {
        families.put(missing.get(i), created.get(i));
      }
    }
  }

  void dropFamily(String name) throws RocksDBException {
    synchronized (families) {
      ColumnFamilyHandle handle = families.get(name);
      if (handle != null) {
        db.dropColumnFamily(handle);
        families.remove(name);
        handle.close();
      }
    }
  }

  /** Puts a column family that was made by other means, an import say, under its name. */
  void adopt(String name, ColumnFamilyHandle handle) {
    families.put(name, handle);
  }

  ColumnFamilyOptions familyOptions() {
    return familyOptions;
  }

  void close() {
    for (ColumnFamilyHandle handle : families.values()) {
      handle.close();
    }
    db.close();
    familyOptions.close();
    databaseOptions.close();
  }

  private static List<byte[]> existingFamilies(Path dir) throws RocksDBException {
    if (!Files.exists(dir.resolve("CURRENT"))) {
      return List.of(DEFAULT_FAMILY);
    }
    try (Options options = new Options()) {
      return RocksDB.listColumnFamilies(options, dir.toString());
    }
  }
}
