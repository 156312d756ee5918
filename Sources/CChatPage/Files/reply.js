// One reply while it is made: reads its events, and reads on where a lost connection left off.

import * as api from "./api.js";
import { say } from "./words.js";

const attemptsToResume = 4;

export class Reply extends EventTarget {
  /** What was asked, where it is still to be sent. */
  question = "";
  text = "";
  html = null;
  /** The text that `html` does not have yet. */
  tail = "";
  citations = [];
  notices = [];
  status = "pending";
  problem = null;
  messageID = null;
  generationID = null;
  /** What the reader thinks of it: `up`, `down` or nothing. */
  rating = null;
  #lastEventID;
  #abort = new AbortController();

  get isRunning() {
    return this.status === "pending" || this.status === "streaming";
  }

  /** Reads the events that `open({signal, onEvent})` brings, to the end of the reply. */
  async follow(open) {
    const options = { signal: this.#abort.signal, onEvent: (event) => this.#take(event) };
    let attempt = 0;
    for (;;) {
      const before = this.#lastEventID;
      try {
        if (attempt === 0) await open(options);
        else await api.resume(this.generationID, { ...options, lastEventID: this.#lastEventID });
      } catch (error) {
        if (!this.isRunning) return;
        if (error instanceof api.Problem && error.status) return this.#fail(error);
        if (error instanceof api.Problem && !this.generationID) return this.#fail(error);
        if (error.name === "AbortError") return;
      }
      if (!this.isRunning) return;
      if (this.#lastEventID !== before) attempt = 0;
      attempt += 1;
      if (!this.generationID || attempt > attemptsToResume) {
        return this.#fail(new api.Problem(say("lost"), { code: "lost" }));
      }
      await pause(attempt);
    }
  }

  /** Keeps what has arrived and reads no further. */
  abandon(status) {
    this.#end(status);
    this.#abort.abort();
  }

  #take({ id, type, data }) {
    if (id) this.#lastEventID = id;
    switch (type) {
      case "accepted":
        this.messageID = data.message_id;
        this.generationID = data.generation_id;
        this.accepted = data;
        // A replay from the beginning: what was heard before comes again.
        this.text = this.tail = "";
        this.#tell("accepted");
        break;
      case "delta":
        this.text += data.text;
        this.tail += data.text;
        this.status = "streaming";
        this.#tell("change");
        break;
      case "html":
        this.html = data.html;
        this.tail = "";
        this.status = "streaming";
        this.#tell("change");
        break;
      case "citations":
        this.citations = data.citations;
        this.#tell("change");
        break;
      case "notice":
        this.notices.push(data);
        this.#tell("change");
        break;
      case "done":
        this.#finish(data);
        break;
      case "error":
        // The text is whole; the server goes on trying to store it.
        if (data.code === "not_saved") this.#end("unsaved");
        else this.#fail(api.Problem.from(data.problem ?? data));
        break;
    }
  }

  #finish(reply) {
    this.text = reply.reply ?? this.text;
    if (reply.html != null) [this.html, this.tail] = [reply.html, ""];
    this.citations = reply.citations ?? this.citations;
    this.notices = reply.notices ?? this.notices;
    this.messageID = reply.message_id ?? this.messageID;
    const statuses = { stopped: "stopped", interrupted: "interrupted", length: "truncated" };
    this.#end(statuses[reply.finish_reason] ?? "complete");
  }

  #fail(problem) {
    this.problem = problem;
    this.#end(this.text || this.html ? "interrupted" : "failed");
  }

  #end(status) {
    if (!this.isRunning) return;
    this.status = status;
    this.#tell("end");
  }

  #tell(type) {
    this.dispatchEvent(new Event(type));
  }
}

/** Waits longer each time, and until the machine is online again. */
async function pause(attempt) {
  await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** (attempt - 1)));
  if (navigator.onLine) return;
  await new Promise((resolve) => {
    addEventListener("online", resolve, { once: true });
    setTimeout(resolve, 12_000);
  });
}
