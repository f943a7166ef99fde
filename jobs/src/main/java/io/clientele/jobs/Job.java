package io.clientele.jobs;

/** A verb of the command line: guards, reads, transforms, writes and reports. */
public interface Job {

  /**
   * Does the work for the run's date.
   *
   * @throws io.clientele.failure.ClienteleException when the user can mend what went wrong
   */
  RunReport run(Run run);

  /**
   * Returns whether what the job is about to write would be taken for something else, were the
   * process killed before the run leaves its row: such a job is announced in the runs table.
   */
  default boolean isAnnounced(Run run) {
    return false;
  }
}
