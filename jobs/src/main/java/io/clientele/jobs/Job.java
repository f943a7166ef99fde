package io.clientele.jobs;

/** A verb of the command line: guards, reads, transforms, writes and reports. */
public interface Job {

  /**
   * Does the work for the run's date.
   *
   * @throws io.clientele.failure.ClienteleException when the user can mend what went wrong
   */
  RunReport run(Run run);
}
