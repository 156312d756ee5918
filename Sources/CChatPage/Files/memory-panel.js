// The panel that lists what is remembered of the visitor, and deletes it. A modal dialog: the browser
// keeps the focus in it and gives it back to the button that opened it.

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
  return make(
    "li",
    {},
    make(
      "div",
      {},
      make("p", { dir: "auto" }, memory.text),
      make("p", { class: "memory-note" }, new Date(memory.updated_at).toLocaleDateString()),
    ),
    make(
      "button",
      {
        type: "button",
        class: "danger-button",
        "aria-label": say("forget", { text: memory.text }),
        onclick: (event) => forget(memory, event.currentTarget.closest("li")),
      },
      say("delete"),
    ),
  );
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

function showProblem(problem) {
  body.prepend(make("p", { class: "memory-note problem", role: "alert" }, problem.message));
}
