// One chat as the page holds it: its messages, its session, and the reply that is being made.
// A chat that is left while it answers goes on in the background.

import * as api from "./api.js";
import { announce, make } from "./dom.js";
import { EarlierButton, EarlierMessages } from "./earlier-messages.js";
import { ReplyView } from "./message-view.js";
import { QuestionView } from "./question-view.js";
import { Reply } from "./reply.js";
import { Versions } from "./versions.js";
import { say } from "./words.js";

export class Conversation extends EventTarget {
  chatID = null;
  title = "";
  sessionID = null;
  isLoading = false;
  reply = null;
  element = make("div", { class: "conversation" });
  #versions = new Versions();
  #earlier = null;
  #earlierButton = null;
  /** The views of stored messages, by their ids. */
  #views = new Map();
  /** Before which element messages are put; `null` puts them at the end. */
  #place = null;
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
    const chat = await this.#open(chatID);
    this.chatID = chat.id;
    this.title = chat.title;
    this.persona = personas.find((persona) => persona.name === chat.persona) ?? this.persona;
    this.#showStored(chat);
    this.#tell("change");
    const live = await this.session();
    this.sessionID ??= live?.session_id ?? null;
  }

  /** The live session of the chat: `{session_id, expires_at, now, …}`; `null` when there is none,
   * `undefined` when nobody knows. */
  async session() {
    try {
      const live = await api.sessions();
      return live.find((session) => session.chat_id === this.chatID) ?? null;
    } catch {
      return undefined;
    }
  }

  /** The end of a chat, and as much before it as its conversation and a message that is to be shown need. */
  #open(chatID, messageID = null) {
    this.#earlier = new EarlierMessages(chatID);
    return this.#earlier.open((chat) => [chat.active_leaf, messageID]);
  }

  #showStored(chat) {
    this.#versions = new Versions(chat.messages);
    const leaf = chat.active_leaf ?? chat.messages.at(-1)?.id;
    this.#earlierButton?.remove();
    this.#views.clear();
    this.element.replaceChildren();
    if (chat.carried) {
      const text = say("carried", { text: chat.carried });
      this.element.append(make("p", { class: "carried", dir: "auto" }, text));
    }
    this.#earlierButton = new EarlierButton(() => this.#showEarlier());
    if (this.#earlier.hasMore) this.element.append(this.#earlierButton.element);
    for (const message of this.#versions.path(leaf)) this.#addStored(message);
  }

  /** Puts the messages before those on the page there, where the reader looks staying where it is; resolves
   * to how many. */
  async #showEarlier() {
    const first = this.element.querySelector("[data-message]");
    const isReached = () => !first || this.#versions.has(this.#versions.parent(first.dataset.message));
    do {
      this.#versions.addEarlier(await this.#earlier.next());
    } while (this.#earlier.hasMore && !isReached());
    const path = first ? this.#versions.path(first.dataset.message).slice(0, -1) : [];
    const area = this.element.closest(".transcript");
    const [top, height] = [area?.scrollTop ?? 0, area?.scrollHeight ?? 0];
    this.#place = first;
    for (const message of path) this.#addStored(message);
    this.#place = null;
    for (const [id, view] of this.#views) this.#offer(view, id);
    if (!this.#earlier.hasMore) this.#earlierButton.remove();
    if (area) area.scrollTop = top + area.scrollHeight - height;
    return path.length;
  }

  #put(element) {
    this.element.insertBefore(element, this.#place);
  }

  /** Turns to another version of a message and what followed it. */
  async #step(messageID) {
    if (this.isAnswering) return;
    try {
      await api.turnToVersion(this.chatID, messageID);
      this.#showStored(await this.#open(this.chatID, messageID));
    } catch (problem) {
      return this.#tell("problem", { reply: { problem, question: "" }, retry: () => this.#step(messageID) });
    }
    this.#tell("change");
    const shown = this.element.querySelector(`[data-message="${CSS.escape(messageID)}"]`);
    shown?.querySelector(".step:not([disabled])")?.focus();
    announce(shown?.querySelector(".stepper")?.getAttribute("aria-label") ?? "");
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
    const asked = this.#addQuestion(message);
    this.title ||= message;
    const sendAgain = () => {
      asked.element.remove();
      this.send(message, key);
    };
    await this.#answer({ question: message, asked, parent: this.#lastID(), sendAgain }, async (options) => {
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

  /** Has a reply made anew, as another version beside it. */
  async #regenerate(messageID, key = api.requestKey()) {
    if (this.isAnswering) return;
    const parent = this.#versions.parent(messageID);
    this.#cutFrom(messageID);
    const sendAgain = () => this.#regenerate(messageID, key);
    await this.#answer({ parent, sendAgain }, (options) =>
      api.regenerate(messageID, { key, ...options }));
  }

  /** Says something else in place of a message, as another version beside it. */
  async #edit(messageID, message, key = api.requestKey()) {
    if (this.isAnswering) return;
    this.#cutFrom(messageID);
    const asked = this.#addQuestion(message);
    const sendAgain = () => {
      asked.element.remove();
      this.#edit(messageID, message, key);
    };
    const parent = this.#versions.parent(messageID);
    await this.#answer({ question: message, asked, parent, sendAgain }, (options) =>
      api.edit(messageID, message, { key, ...options }));
  }

  /** Follows a reply from its request, `open(options)`, to its end. */
  async #answer({ question = "", asked, parent, sendAgain }, open) {
    const { reply, view } = this.#beginReply({ question });
    view.onretry = () => this.#again(reply, view, sendAgain);
    reply.addEventListener(
      "accepted",
      () => {
        const { user_message_id: askedID, message_id: replyID } = reply.accepted;
        if (asked) {
          this.#versions.add({ id: askedID, parent_id: parent, role: "user" });
          this.#offer(asked, askedID);
        }
        this.#versions.add({ id: replyID, parent_id: asked ? askedID : parent, role: "assistant" });
      },
      { once: true },
    );
    reply.addEventListener("end", () => reply.messageID && this.#offer(view, reply.messageID));
    this.#tell("sent");
    await reply.follow(open);
  }

  #addQuestion(text) {
    const view = new QuestionView(text);
    this.#put(view.element);
    return view;
  }

  #offer(view, messageID) {
    this.#views.set(messageID, view);
    view.onedit = (text) => this.#edit(messageID, text);
    view.offer(this.#versions, messageID, (version) => this.#step(version));
  }

  /** Takes a message and all after it off the page; they stay where they are stored. */
  #cutFrom(messageID) {
    let shown = this.element.querySelector(`[data-message="${CSS.escape(messageID)}"]`);
    while (shown) {
      this.#views.delete(shown.dataset.message);
      [shown] = [shown.nextElementSibling, shown.remove()];
    }
  }

  /** The last message on the page that is stored. */
  #lastID() {
    const stored = this.element.querySelectorAll("[data-message]");
    return stored[stored.length - 1]?.dataset.message ?? null;
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

  /** What was not even accepted is sent again; otherwise the question is answered once more. */
  #again(reply, view, sendAgain) {
    if (this.isAnswering) return;
    this.#tell("retry");
    if (reply.messageID) return this.#regenerate(reply.messageID);
    view.element.remove();
    sendAgain?.();
  }

  #beginReply(stored = {}) {
    const reply = Object.assign(new Reply(), stored);
    const view = new ReplyView({ personaLabel: this.persona.label, onretry: () => {} });
    if (!this.#place) {
      this.reply = reply;
      this.element.querySelector(".message.last")?.classList.remove("last");
      view.element.classList.add("last");
    }
    this.#put(view.element);
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
      this.#offer(this.#addQuestion(message.content), message.id);
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
      rating: message.feedback?.rating ?? null,
    });
    view.onretry = () => this.#again(reply, view);
    this.#offer(view, message.id);
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
