// The banner above the question: what went wrong, and a button that tries again.

import { make } from "./dom.js";
import { say } from "./words.js";

export class ProblemBanner {
  #element;

  constructor(element) {
    this.#element = element;
  }

  show(problem, retry) {
    const again = () => {
      this.hide();
      retry();
    };
    const button = (text, onclick) =>
      make("button", { type: "button", class: "quiet-button", onclick }, text);
    this.#element.replaceChildren(
      make("span", { class: "reason", dir: "auto" }, problem.message),
      button(say("retry"), again),
      button(say("dismiss"), () => this.hide()),
    );
    this.#element.hidden = false;
  }

  hide() {
    this.#element.hidden = true;
  }
}
