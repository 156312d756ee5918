// What the user said: the text, a way to say it differently, and its other versions.

import { icon, make } from "./dom.js";
import { say } from "./words.js";
import { stepper } from "./versions.js";

export class QuestionView {
  #text;
  #bubble;
  #actions = make("div", { class: "actions question-actions" });
  #field = null;
  /** Called with what the user wants to have said instead. */
  onedit = () => {};

  constructor(text) {
    this.#text = text;
    this.#bubble = make("div", { class: "bubble", dir: "auto" }, text);
    this.element = make(
      "article",
      { class: "message user", "aria-label": say("youSaid") },
      this.#bubble,
      this.#actions,
    );
  }

  get text() {
    return this.#text;
  }

  /** Offers what can be done with a message that is stored. */
  offer(versions, id, onstep) {
    this.element.dataset.message = id;
    const edit = make(
      "button",
      {
        type: "button",
        class: "action edit",
        "aria-label": say("edit"),
        title: say("edit"),
        onclick: () => this.#edit(),
      },
      icon("edit"),
    );
    this.#actions.replaceChildren(...[stepper(versions, id, onstep), edit].filter(Boolean));
  }

  #edit() {
    if (this.#field) return this.#field.focus();
    const field = make("textarea", {
      class: "edit-field",
      "aria-label": say("editField"),
      dir: "auto",
      rows: 2,
      maxlength: 200000,
    });
    field.value = this.#text;
    const form = make(
      "form",
      { class: "edit-form" },
      field,
      make(
        "div",
        { class: "confirm-buttons" },
        make(
          "button",
          { type: "button", class: "quiet-button", onclick: () => this.#close() },
          say("cancel"),
        ),
        make("button", { type: "submit", class: "quiet-button" }, say("send")),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (!text) return field.focus();
      this.#close();
      this.onedit(text);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.#close();
      } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    this.#field = field;
    this.#bubble.replaceWith(form);
    this.#actions.hidden = true;
    this.element.classList.add("editing");
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  #close() {
    if (!this.#field) return;
    this.#field.closest("form").replaceWith(this.#bubble);
    this.#field = null;
    this.#actions.hidden = false;
    this.element.classList.remove("editing");
    this.#actions.querySelector(".edit")?.focus();
  }
}
