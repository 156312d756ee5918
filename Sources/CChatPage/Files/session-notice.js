// Says that a session is about to end, or has ended, and what one can do then. The chat stays.

import { announce, make } from "./dom.js";
import { say } from "./words.js";

/** How long before its end it is said, in milliseconds; a short session is told at its middle. */
const warning = 120_000;

export class SessionNotice {
  #element;
  #timers = [];

  /** `oncontinue()`, `onfresh()`, `onsummary()`. */
  constructor(element, actions) {
    this.#element = element;
    Object.assign(this, actions);
  }

  /** `session`: `{expires_at, now}` in the server's time; `null` when the chat has no live one. */
  watch(session) {
    this.hide();
    if (!session) return this.#show(say("sessionEnded"));
    const left = Date.parse(session.expires_at) - session.now;
    if (Number.isNaN(left)) return;
    const before = Math.min(warning, left / 2);
    this.#timers = [
      later(left - before, () => this.#show(say("sessionEnds", { time: clock(before) }), [])),
      later(left, () => this.#show(say("sessionEnded"))),
    ];
  }

  hide() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    this.#element.hidden = true;
  }

  #show(text, choices = ["continue", "fresh", "summary"]) {
    const button = (choice) =>
      make(
        "button",
        {
          type: "button",
          class: "quiet-button",
          onclick: () => {
            this.hide();
            this[`on${choice}`]();
          },
        },
        say(`${choice}Session`),
      );
    this.#element.replaceChildren(
      make("span", { class: "reason" }, text),
      ...choices.map(button),
    );
    this.#element.hidden = false;
    announce(text);
  }
}

/** As `setTimeout`, which holds no more than 24 days: nobody waits that long. */
function later(milliseconds, action) {
  return setTimeout(action, Math.min(Math.max(0, milliseconds), 2 ** 31 - 1));
}

function clock(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
