package io.clientele.cli;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.Progressable;

/** The local disk under a scheme of its own, with something wrong about some of its files. */
public final class DisturbedFiles extends RawLocalFileSystem {
  static final String SCHEME = "disturbed";

  private static final Queue<Disturbance> NOW = new ConcurrentLinkedQueue<>();

  /** Made by Hadoop. */
  public DisturbedFiles() {}

  /** What is wrong. */
  enum Kind {
    /** Files take a few bytes and no more. */
    FULL,
    /** Nothing may be made. */
    FORBIDDEN,
    /** Files are listed, and gone when they are opened. */
    GONE,
    /** Who opens a file is held up. */
    SLOW
  }

  /**
   * Something wrong.
   *
   * @param kind what
   * @param part what the paths concerned contain
   * @param spared how often it does not happen first
   * @param begun when somebody has met it
   * @param over when it ends, for those who are held up
   */
  record Disturbance(
      Kind kind, String part, AtomicInteger spared, CountDownLatch begun, CountDownLatch over) {
    static Disturbance of(Kind kind, String part) {
      return of(kind, part, 0);
    }

    static Disturbance of(Kind kind, String part, int spared) {
      return new Disturbance(
          kind, part, new AtomicInteger(spared), new CountDownLatch(1), new CountDownLatch(1));
    }
  }

  /** Does something while something is wrong. */
  static <T> T during(Disturbance disturbance, java.util.function.Supplier<T> work) {
    NOW.add(disturbance);
    try {
      return work.get();
    } finally {
      NOW.remove(disturbance);
      disturbance.over().countDown();
    }
  }

  /** Makes the scheme known. */
  static void register(Configuration configuration) {
    configuration.set("fs." + SCHEME + ".impl", DisturbedFiles.class.getName());
    configuration.set("fs.AbstractFileSystem." + SCHEME + ".impl", Context.class.getName());
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    if (isMet(Kind.GONE, path)) {
      throw new FileNotFoundException("File " + path + " does not exist");
    }
    if (isMet(Kind.SLOW, path)) {
      await();
    }
    return super.open(path, bufferSize);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    refuse(path);
    return super.mkdirs(path);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return filling(
        path, super.create(path, overwrite, bufferSize, replication, blockSize, progress));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return filling(
        path,
        super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress));
  }

  private static FSDataOutputStream filling(Path path, FSDataOutputStream stream)
      throws IOException {
    return isMet(Kind.FULL, path) ? new FSDataOutputStream(new Full(stream), null) : stream;
  }

  private static void refuse(Path path) throws IOException {
    if (isMet(Kind.FORBIDDEN, path)) {
      throw new AccessControlException(
          "Permission denied: user=shop, access=WRITE, inode=\"" + path.toUri().getPath() + "\"");
    }
  }

  private static boolean isMet(Kind kind, Path path) {
    Optional<Disturbance> met =
        NOW.stream()
            .filter(now -> now.kind() == kind && path.toUri().getPath().contains(now.part()))
            .filter(now -> now.spared().getAndDecrement() <= 0)
            .findFirst();
    met.ifPresent(now -> now.begun().countDown());
    return met.isPresent();
  }

  private static void await() throws IOException {
    try {
      for (Disturbance now : NOW) {
        now.over().await();
      }
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  /** A stream to a disk that is almost full. */
  private static final class Full extends FilterOutputStream {
    private int left = 100;

    private Full(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(int data) throws IOException {
      if (left-- <= 0) {
        throw new IOException("No space left on device");
      }
      super.write(data);
    }
  }

  /** The same for those who ask Hadoop in its other way. */
  public static final class Context extends DelegateToFileSystem {
    /** Made by Hadoop. */
    public Context(URI uri, Configuration configuration) throws Exception {
      super(uri, made(configuration), configuration, SCHEME, false);
    }

    private static FileSystem made(Configuration configuration) throws IOException {
      DisturbedFiles files = new DisturbedFiles();
      files.initialize(URI.create(SCHEME + ":///"), configuration);
      return files;
    }
  }
}
