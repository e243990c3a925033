package dev.restatevertx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The directory of one node, {@code <base-dir>/<node-name>}: locked while it is open, and marked with the cluster that
 * its data belongs to. The lock ends with the process, however it ends.
 */
final class DataDirectory implements AutoCloseable {
  private static final String MARKER = ".cluster-marker";
  private static final String LOCK = ".lock";

  private final Path dir;
  private final FileChannel lockFile;

  private DataDirectory(Path dir, FileChannel lockFile) {
    this.dir = dir;
    this.lockFile = lockFile;
  }

  /**
   * Creates it if it is missing, locks it and checks its marker.
   *
   * @throws StartException if another process uses it, or its data is not that of this node
   */
  static DataDirectory open(Path dir, String clusterName, String nodeName) {
    try {
      Files.createDirectories(dir);
      DataDirectory directory = new DataDirectory(dir, lock(dir));
      try {
        directory.checkMarker(new ClusterMarker(ClusterMarker.FORMAT_VERSION, clusterName, nodeName));
      } catch (IOException | StartException e) {
        directory.close();
        throw e;
      }
      return directory;
    } catch (IOException e) {
      throw new StartException(
          "Expected to use the data directory " + dir + ", but failed: " + e
              + ". Make it writable or choose another one with --base-dir.", e);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The lock goes with the channel, so its object is not kept.
  private static FileChannel lock(Path dir) throws IOException {
    FileChannel channel =
        FileChannel.open(dir.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!tryLock(channel)) {
      String holder = Files.readString(dir.resolve(LOCK)).strip();
      channel.close();
      throw new StartException(
          "The data directory " + dir + " is in use by another process" + (holder.isEmpty() ? "" : " (pid " + holder + ")")
              + ". Stop it first, or give this node another --node-name or --base-dir.");
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)), 0);
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void checkMarker(ClusterMarker own) throws IOException {
    Path file = dir.resolve(MARKER);
    if (!Files.exists(file)) {
      write(file, own);
      return;
    }
    ClusterMarker found;
    try {
      found = ClusterMarker.parse(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "Expected " + file + " to say which cluster the data belongs to, but it cannot be read: " + e.getMessage()
              + ". Restore it, or choose another --base-dir.", e);
    }
    if (found.formatVersion() > own.formatVersion()) {
      throw new StartException(
          "The data in " + dir + " has format version " + found.formatVersion() + ", but this program knows only "
              + own.formatVersion() + ". Use the newer program that wrote it.");
    }
    if (!found.clusterName().equals(own.clusterName())) {
      throw new StartException(
          "The data in " + dir + " belongs to the cluster \"" + found.clusterName() + "\", but this node is configured for \""
              + own.clusterName() + "\". Set cluster-name to \"" + found.clusterName()
              + "\", or choose another --base-dir.");
    }
    if (!found.nodeName().equals(own.nodeName())) {
      throw new StartException(
          "The data in " + dir + " belongs to the node \"" + found.nodeName() + "\", but this node is \"" + own.nodeName()
              + "\". Set node-name to \"" + found.nodeName() + "\", or choose another --base-dir.");
    }
  }

  private static void write(Path file, ClusterMarker marker) throws IOException {
    Path draft = file.resolveSibling(MARKER + ".tmp");
    try (FileChannel channel = FileChannel.open(
        draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(marker.toJson().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
