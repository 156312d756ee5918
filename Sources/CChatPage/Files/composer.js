// The field in which the reader writes. What stands in it survives a reload.

import { afterPause } from "./dom.js";

const draftKey = (chatID) => `parley.draft.${chatID ?? "new"}`;

export class Composer {
  // Undefined until the first chat is open: then there is no draft to keep yet.
  #chatID;
  #unsent = "";
  #form = document.getElementById("composer");
  #question = document.getElementById("question");
  #send = document.getElementById("send");
  #stop = document.getElementById("stop");

  /** `onsend(text)` says whether the text was taken; `onstop()` ends the running reply. */
  constructor({ onsend, onstop }) {
    const keep = afterPause(150, () => this.#keepDraft());
    this.#question.addEventListener("input", () => {
      this.#fit();
      keep();
    });
    addEventListener("pagehide", () => this.#keepDraft());
    this.#question.addEventListener("keydown", (event) => {
      // Enter also ends the choice of a character in an input method.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.#question.value.trim();
      if (text && onsend(text)) this.#write("");
      this.focus();
    });
    this.#stop.addEventListener("click", () => {
      onstop();
      this.focus();
    });
    this.#fit();
  }

  focus() {
    this.#question.focus({ preventScroll: true });
  }

  /** Sends what stands there. */
  submit() {
    this.#form.requestSubmit();
  }

  /** Goes over to another chat and its draft. */
  turnTo(chatID) {
    this.#keepDraft();
    this.#unsent = "";
    // What was written before the first chat was open is not overwritten.
    const early = this.#chatID === undefined ? this.#question.value : "";
    this.#chatID = chatID;
    this.#write(early || (stored(draftKey(chatID)) ?? ""), { keep: false });
  }

  /** The new chat has got its name: its draft is that of this chat from now on. */
  adopt(chatID) {
    const text = this.#question.value;
    this.#write("");
    this.#chatID = chatID;
    this.#write(text);
  }

  /** A question that the server did not take: it is the draft as long as nothing else is written. */
  set unsent(text) {
    this.#unsent = text;
    this.#keepDraft();
  }

  set isAnswering(isAnswering) {
    // The focus stays in the form when the focused button goes.
    const hadFocus = this.#form.contains(document.activeElement);
    this.#send.hidden = isAnswering;
    this.#stop.hidden = !isAnswering;
    if (hadFocus && document.activeElement !== this.#question) this.focus();
  }

  #write(text, { keep = true } = {}) {
    this.#question.value = text;
    this.#fit();
    if (keep) this.#keepDraft();
  }

  #keepDraft() {
    if (this.#chatID === undefined) return;
    try {
      const key = draftKey(this.#chatID);
      const draft = this.#question.value || this.#unsent;
      if (draft) sessionStorage.setItem(key, draft);
      else sessionStorage.removeItem(key);
    } catch {
      // Storage may be full or forbidden; the draft then lasts as long as the page.
    }
  }

  #fit() {
    this.#question.style.height = "auto";
    this.#question.style.height = `${Math.min(this.#question.scrollHeight, innerHeight * 0.4)}px`;
  }
}

function stored(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
