package io.clientele.source;

import io.clientele.failure.ClienteleException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at many files at once: nearly all of the time is waiting for the storage. */
final class InParallel {
  private static final int THREADS = 16;

  private InParallel() {}

  /** What is done with one of them. */
  interface Look<T, R> {
    /** Returns what there is to see. */
    R at(T item) throws IOException;
  }

  /**
   * Returns what is seen of each, in the same order.
   *
   * @throws IOException the first failure, in that order
   */
  static <T, R> List<R> of(List<T> items, Look<T, R> look) throws IOException {
    if (items.size() == 1) {
      return List.of(look.at(items.get(0)));
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(THREADS, items.size())));
    try {
      List<Future<R>> futures = new ArrayList<>();
      items.forEach(item -> futures.add(threads.submit(() -> look.at(item))));
      List<R> seen = new ArrayList<>();
      for (Future<R> future : futures) {
        seen.add(future.get());
      }
      return seen;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof ClienteleException known) {
        throw known;
      }
      throw failure.getCause() instanceof IOException known ? known : new IOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      threads.shutdownNow();
    }
  }
}
