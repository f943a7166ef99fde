package io.clientele.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process that writes a warehouse, as it says of itself.
 *
 * @param writing what for
 * @param process its process id
 * @param started when the process started, as the system tells; empty where it does not
 * @param host name of its machine
 * @param space where its process id is unique: a start of a machine, and the container in it; empty
 *     where the system does not tell
 */
record Writer(Writing writing, long process, String started, String host, String space) {

  /** Returns this process. */
  static Writer here(Writing writing) {
    ProcessHandle self = ProcessHandle.current();
    return new Writer(writing, self.pid(), started(self), hostName(), processSpace());
  }

  /** Returns what another process has written; empty while it has not finished to. */
  static Optional<Writer> of(String text) {
    try {
      JsonNode json = JsonMapper.builder().build().readTree(text);
      List<LocalDate> dates = new ArrayList<>();
      json.required("dates").forEach(date -> dates.add(LocalDate.parse(date.textValue())));
      return Optional.of(
          new Writer(
              new Writing(json.required("command").textValue(), dates),
              json.required("process").longValue(),
              json.required("started").textValue(),
              json.required("host").textValue(),
              json.required("space").textValue()));
    } catch (JsonProcessingException | IllegalArgumentException unfinished) {
      return Optional.empty();
    }
  }

  String json() {
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    json.put("command", writing.command());
    var dates = json.putArray("dates");
    writing.dates().forEach(date -> dates.add(date.toString()));
    json.put("process", process).put("started", started).put("host", host).put("space", space);
    return json.toPrettyString() + "\n";
  }

  /** Returns whether this process would see it if it were alive. */
  boolean isNear() {
    return !space.isEmpty() && space.equals(processSpace());
  }

  /** Returns whether a near one is still alive; process ids are used again. */
  boolean isAlive() {
    return ProcessHandle.of(process).filter(found -> started(found).equals(started)).isPresent();
  }

  @Override
  public String toString() {
    return writing + " by process " + process + " on " + host + ", started " + started;
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "a host without a name";
    }
  }

  private static String processSpace() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException untold) {
      return "";
    }
  }
}
