// The way to the messages before those on the page: a button that presses itself when it comes into view.

import * as api from "./api.js";
import { announce, make } from "./dom.js";
import { say } from "./words.js";

/** The messages of a chat from its end, page by page. */
export class EarlierMessages {
  #chatID;
  #oldest = null;
  #hasMore = false;

  constructor(chatID) {
    this.#chatID = chatID;
  }

  get hasMore() {
    return this.#hasMore;
  }

  /** Opens the chat, with as many pages of it as hold all of these messages: `wanted(chat)` names them. */
  async open(wanted) {
    const chat = await api.openChat(this.#chatID);
    this.#note(chat);
    const isMissing = (id) => id && !chat.messages.some((message) => message.id === id);
    while (this.#hasMore && wanted(chat).some(isMissing)) {
      chat.messages.unshift(...(await this.next()));
    }
    return chat;
  }

  /** The page before the last one that was read. */
  async next() {
    const page = await api.openChat(this.#chatID, { before: this.#oldest });
    this.#note(page);
    return page.messages;
  }

  #note(page) {
    this.#oldest = page.messages[0]?.id ?? this.#oldest;
    this.#hasMore = Boolean(page.has_more) && page.messages.length > 0;
  }
}

/** The button; `onwanted()` resolves when the messages are on the page. */
export class EarlierButton {
  #button = make("button", { type: "button", class: "earlier", onclick: () => this.#press() }, say("showEarlier"));
  #watch = new IntersectionObserver(([entry]) => entry.isIntersecting && this.#press());
  #isBusy = false;

  constructor(onwanted) {
    this.onwanted = onwanted;
    this.#watch.observe(this.#button);
  }

  get element() {
    return this.#button;
  }

  async #press() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#button.setAttribute("aria-busy", "true");
    try {
      const count = await this.onwanted();
      announce(say("earlierShown", { count }));
    } catch (problem) {
      // The button stays; what failed is tried again when it is pressed.
      this.#button.textContent = `${problem.message} ${say("showEarlier")}`;
    }
    this.#button.removeAttribute("aria-busy");
    this.#isBusy = false;
  }

  remove() {
    this.#watch.disconnect();
    this.#button.remove();
  }
}
