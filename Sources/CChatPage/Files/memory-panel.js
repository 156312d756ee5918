// The panel that lists what is remembered of the visitor, puts it right and deletes it. A modal dialog:
// the browser keeps the focus in it and gives it back to the button that opened it.

import * as api from "./api.js";
import { announce, make } from "./dom.js";
import { say } from "./words.js";

const dialog = document.getElementById("memories");
const body = document.getElementById("memories-body");

/** Opens the panel with the button `opener`. */
export function setUpMemories(opener) {
  opener.addEventListener("click", () => {
    dialog.showModal();
    show();
  });
  // A press on the ground beside the panel closes it, too.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.getElementById("close-memories").addEventListener("click", () => dialog.close());
}

async function show() {
  body.replaceChildren();
  try {
    const memories = await api.memories();
    body.replaceChildren(
      make("p", { class: "memory-note" }, say(memories.length ? "memoriesHint" : "noMemories")),
      make("ul", { class: "memory-list" }, ...memories.map(row)),
    );
  } catch (problem) {
    showProblem(problem);
  }
}

function row(memory) {
  const button = (kind, word, label, onclick) =>
    make(
      "button",
      {
        type: "button",
        class: kind,
        "aria-label": say(label, { text: memory.text }),
        onclick: (event) => onclick(memory, event.currentTarget.closest("li")),
      },
      say(word),
    );
  const day = new Date(memory.updated_at).toLocaleDateString();
  return make(
    "li",
    {},
    make(
      "div",
      {},
      make("p", { dir: "auto" }, memory.text),
      make("p", { class: "memory-note" }, memory.corrected ? say("putRight", { day }) : day),
    ),
    button("quiet-button", "edit", "putRightLabel", edit),
    button("danger-button", "delete", "forget", forget),
  );
}

/** Puts a field in the place of a memory; what is stored in the end takes its place again. */
function edit(memory, shown) {
  const field = make("textarea", {
    class: "edit-field",
    "aria-label": say("memoryField"),
    dir: "auto",
    rows: 2,
    maxlength: 1000,
  });
  field.value = memory.text;
  const cancel = () => close(memory);
  const form = make(
    "form",
    { class: "edit-form" },
    field,
    make(
      "div",
      { class: "confirm-buttons" },
      make("button", { type: "button", class: "quiet-button", onclick: cancel }, say("cancel")),
      make("button", { type: "submit", class: "quiet-button" }, say("save")),
    ),
  );
  const close = (now) => {
    const again = row(now);
    form.closest("li").replaceWith(again);
    again.querySelector("button").focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    correct(memory, field, close);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      // The panel stays.
      event.preventDefault();
      event.stopPropagation();
      cancel();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  shown.replaceChildren(form);
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

async function correct(memory, field, close) {
  const text = field.value.trim();
  if (!text) return field.focus();
  if (text === memory.text) return close(memory);
  hideProblem();
  try {
    close(await api.correctMemory(memory.id, text));
    announce(say("saved"));
  } catch (problem) {
    // Deleted or replaced meanwhile: there is nothing left to put right.
    if (problem.status === 404) await show();
    // What was written stays in the field.
    showProblem(problem);
  }
}

async function forget(memory, row) {
  try {
    await api.deleteMemory(memory.id);
  } catch (problem) {
    // Deleted in another window, it is gone as well.
    if (problem.status !== 404) return showProblem(problem);
  }
  announce(say("deleted"));
  row.remove();
  body.focus();
  if (!body.querySelector("li")) show();
}

function hideProblem() {
  body.querySelector(".problem")?.remove();
}

function showProblem(problem) {
  hideProblem();
  body.prepend(make("p", { class: "memory-note problem", role: "alert" }, problem.message));
}
