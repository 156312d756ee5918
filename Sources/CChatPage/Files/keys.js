// The keys of the whole page. Those of the question stand in composer.js.

import { citationCard } from "./citations.js";

/** `actions`: `newChat()`, `focus()`, `stop()`, `closeDrawer()` (says whether it was open). */
export function setUpKeys(actions) {
  addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") escape(actions);
    else if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === "o") {
      event.preventDefault();
      actions.newChat();
    } else if (event.key === "/" && !isWriting(event.target)) {
      event.preventDefault();
      actions.focus();
    }
  });
}

/** Escape closes what lies on top; only when nothing does, it stops the reply. */
function escape(actions) {
  if (document.querySelector("dialog[open]") || document.querySelector(".menu:popover-open")) return;
  if (citationCard.isOpen || actions.closeDrawer()) return;
  actions.stop();
}

function isWriting(element) {
  return element.matches("input:not([type=radio]), textarea, [contenteditable]");
}
