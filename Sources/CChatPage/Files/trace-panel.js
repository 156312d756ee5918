// The panel that shows how a reply was made, for those who may see it. A modal dialog: the browser
// keeps the focus in it and gives it back to the button that opened it.

import * as api from "./api.js";
import { icon, make } from "./dom.js";
import { traceView } from "./trace-view.js";
import { say } from "./words.js";

const dialog = document.getElementById("trace");
const body = document.getElementById("trace-body");
let loading = null;

export const tracePanel = {
  /** Whether the server shows this visitor what happens behind replies. */
  isAllowed: false,

  /** The button below a reply that opens the panel. */
  button(messageID) {
    return make(
      "button",
      {
        type: "button",
        class: "action",
        "aria-haspopup": "dialog",
        title: say("howMade"),
        onclick: () => open(messageID),
      },
      icon("trace"),
      make("span", {}, say("howMade")),
    );
  },
};

async function open(messageID) {
  body.replaceChildren(make("p", { class: "trace-note", role: "status" }, say("traceLoading")));
  if (!dialog.open) dialog.showModal();
  body.scrollTop = 0;
  loading?.abort();
  const request = (loading = new AbortController());
  try {
    const trace = await api.trace(messageID, { signal: request.signal });
    if (request.signal.aborted) return;
    body.replaceChildren(...traceView(trace));
  } catch (problem) {
    if (request.signal.aborted) return;
    body.replaceChildren(make("p", { class: "trace-note problem", role: "alert" }, problem.message));
  }
}

dialog.addEventListener("close", () => {
  loading?.abort();
  body.replaceChildren();
});
// A press on the ground beside the panel closes it, too.
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
document.getElementById("close-trace").addEventListener("click", () => dialog.close());
