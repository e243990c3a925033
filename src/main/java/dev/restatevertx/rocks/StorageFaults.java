package dev.restatevertx.rocks;

import dev.restatevertx.rocks.StorageException.Reason;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Turns what RocksDB reports into what an operator can act on. */
final class StorageFaults {
  private StorageFaults() {}

  static StorageException of(StoreKind kind, Path dir, RocksDBException cause) {
    Reason reason = reason(cause.getStatus(), String.valueOf(cause.getMessage()));
    return new StorageException(reason, message(kind, dir, reason, cause.getMessage()), cause);
  }

  /** Whether the store must refuse work from now on. */
  static boolean latches(Reason reason) {
    return switch (reason) {
      case NO_SPACE, IO, DAMAGED -> true;
      case UNAVAILABLE, OTHER -> false;
    };
  }

  private static Reason reason(@Nullable Status status, String text) {
    if (status == null) {
      return Reason.OTHER;
    }
    if (status.getSubCode() == Status.SubCode.NoSpace || text.contains("No space left on device")) {
      return Reason.NO_SPACE;
    }
    return switch (status.getCode()) {
      case IOError -> Reason.IO;
      case Corruption -> Reason.DAMAGED;
      case Ok, NotFound, NotSupported, InvalidArgument, MergeInProgress, Incomplete, ShutdownInProgress, TimedOut,
          Aborted, Busy, Expired, TryAgain, Undefined -> Reason.OTHER;
    };
  }

  private static String message(StoreKind kind, Path dir, Reason reason, @Nullable String detail) {
    String what = "The " + kind.title() + " in " + dir + " ";
    return what + switch (reason) {
      case NO_SPACE -> "cannot write, because the disk is full: make room. " + detail;
      case IO -> "met an I/O error: check the disk. " + detail;
      case DAMAGED -> "is damaged, and what was acknowledged may be missing, so it is not opened or read any further: "
          + "check the disk and restore the directory from a copy. " + detail;
      case UNAVAILABLE, OTHER -> "could not do what it was asked: " + detail;
    };
  }
}
