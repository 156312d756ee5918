// One chat as the page holds it: its messages, its session, and the reply that is being made.
// A chat that is left while it answers goes on in the background.

import * as api from "./api.js";
import { announce, make } from "./dom.js";
import { ReplyView, userMessage } from "./message-view.js";
import { Reply } from "./reply.js";
import { say } from "./words.js";

export class Conversation extends EventTarget {
  chatID = null;
  title = "";
  sessionID = null;
  isLoading = false;
  reply = null;
  element = make("div", { class: "conversation" });
  #ready = Promise.resolve();

  constructor(persona) {
    super();
    this.persona = persona;
  }

  get isAnswering() {
    return this.reply?.isRunning ?? false;
  }

  get isEmpty() {
    return this.element.childElementCount === 0;
  }

  /** Loads a stored chat; reads on in a reply that is still being made. */
  async load(chatID, personas) {
    const chat = await api.openChat(chatID);
    this.chatID = chat.id;
    this.title = chat.title;
    this.persona = personas.find((persona) => persona.name === chat.persona) ?? this.persona;
    for (const message of chat.messages) this.#addStored(message);
    this.#tell("change");
    const live = await api.sessions().catch(() => []);
    this.sessionID ??= live.find((session) => session.chat_id === chatID)?.session_id ?? null;
  }

  /** Takes over a session with an empty context. One that is gone is replaced by the next question. */
  reuse(sessionID) {
    this.#ready = api.clear(sessionID).then(
      () => (this.sessionID = sessionID),
      () => (this.sessionID = null),
    );
  }

  /** Sends a message. A retry with the same key is the same message. */
  async send(message, key = api.requestKey()) {
    const asked = userMessage(message);
    this.element.append(asked);
    this.title ||= message;
    const { reply, view } = this.#beginReply({ question: message });
    view.onretry = () => this.#again(reply, view, () => {
      asked.remove();
      this.send(message, key);
    });
    this.#tell("sent");
    await reply.follow(async (options) => {
      await this.#ready;
      try {
        await this.#ask(message, { key, ...options });
      } catch (problem) {
        if (problem.status !== 404 || !this.sessionID) throw problem;
        // The session has expired; the chat is still there.
        this.sessionID = null;
        await this.#ask(message, { key, ...options });
      }
    });
  }

  async #ask(message, options) {
    if (!this.sessionID && this.chatID) {
      this.sessionID = (await api.continueChat(this.chatID)).session_id;
    }
    const place = this.sessionID ? { session_id: this.sessionID } : { persona: this.persona.name };
    await api.chat({ message, ...place }, options);
  }

  /** Ends the running reply; what has arrived stays. */
  async stop() {
    const reply = this.reply;
    if (!reply?.isRunning) return;
    // Before `accepted` there is nothing to stop at the server, but what is asked next.
    if (!this.sessionID || !reply.generationID) return reply.abandon("stopped");
    try {
      await api.stop(this.sessionID);
      // The end comes as an event. A server that keeps silent does not keep the reader waiting.
      setTimeout(() => reply.abandon("stopped"), 3000);
    } catch {
      reply.abandon("stopped");
    }
  }

  /** What was not even accepted is sent again; otherwise the question is asked once more. */
  #again(reply, view, sendAgain) {
    if (this.isAnswering) return;
    this.#tell("retry");
    if (reply.messageID) return this.send(this.#lastQuestion());
    view.element.remove();
    sendAgain?.();
  }

  #lastQuestion() {
    const asked = this.element.querySelectorAll(".message.user .bubble");
    return asked[asked.length - 1]?.textContent ?? "";
  }

  #beginReply(stored = {}) {
    const reply = Object.assign(new Reply(), stored);
    const view = new ReplyView({ personaLabel: this.persona.label, onretry: () => {} });
    this.reply = reply;
    this.element.querySelector(".message.last")?.classList.remove("last");
    view.element.classList.add("last");
    this.element.append(view.element);
    view.show(reply);
    reply.addEventListener("accepted", () => {
      this.sessionID = reply.accepted.session_id ?? this.sessionID;
      this.chatID = reply.accepted.chat_id ?? this.chatID;
      this.#tell("accepted");
    });
    let isPlanned = false;
    reply.addEventListener("change", () => {
      if (isPlanned) return;
      isPlanned = true;
      requestAnimationFrame(() => {
        isPlanned = false;
        view.show(reply);
      });
    });
    reply.addEventListener("end", () => {
      view.show(reply);
      if (reply.problem) this.#tell("problem", { reply, retry: () => view.onretry() });
      else announce(say("answerReady", { text: view.element.querySelector(".body").innerText }));
      this.#tell("end");
    });
    return { reply, view };
  }

  #addStored(message) {
    if (message.role === "user") {
      this.element.append(userMessage(message.content));
      return;
    }
    if (message.role !== "assistant") return;
    const isRunning = message.status === "streaming" || message.status === "pending";
    const { reply, view } = this.#beginReply({
      text: isRunning ? "" : message.content,
      html: message.html || null,
      citations: message.citations ?? [],
      notices: message.notices ?? [],
      status: message.status,
      messageID: message.id,
      generationID: message.generation_id,
    });
    view.onretry = () => this.#again(reply, view);
    if (isRunning && reply.generationID) {
      reply.follow((options) => api.resume(reply.generationID, options));
    } else if (isRunning) {
      reply.abandon("interrupted");
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
