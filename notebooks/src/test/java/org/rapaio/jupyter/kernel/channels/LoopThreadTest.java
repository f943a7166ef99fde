package org.rapaio.jupyter.kernel.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The kernel's own class loses some of a thousand threads. */
class LoopThreadTest {
  private static final int THREADS = 1000;

  @Test
  void everyThreadThatIsStartedDoesItsWorkAgainAndAgain() throws Exception {
    CountDownLatch working = new CountDownLatch(THREADS);
    for (int number = 0; number < THREADS; number++) {
      AtomicInteger times = new AtomicInteger();
      LoopThread thread = new LoopThread("loop-" + number, 1, () -> second(times, working));
      thread.start();
    }

    assertThat(working.await(60, TimeUnit.SECONDS)).as("all of %s loop", THREADS).isTrue();
  }

  /** Ends the thread the second time that it comes here. */
  private static void second(AtomicInteger times, CountDownLatch working) {
    if (times.incrementAndGet() == 2) {
      working.countDown();
      ((LoopThread) Thread.currentThread()).shutdown();
    }
  }

  @Test
  void aThreadThatIsShutDownEnds() throws Exception {
    AtomicInteger times = new AtomicInteger();
    LoopThread thread = new LoopThread("loop", 1, times::incrementAndGet);
    thread.shutdown();
    thread.start();
    thread.join();

    assertThat(times).hasValue(0);
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    LoopThread thread = new LoopThread("loop", TimeUnit.HOURS.toMillis(1), started::countDown);
    thread.start();
    started.await();
    thread.interrupt();
    thread.join();

    assertThat(thread.isAlive()).isFalse();
  }
}
