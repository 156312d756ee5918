// Buttons that copy a message or a block of code.

import { announce, icon, make } from "./dom.js";
import { say } from "./words.js";

/** A button that copies what `text()` gives when it is pressed. */
export function copyButton(text, label = say("copy")) {
  const words = make("span", {}, label);
  const attributes = { type: "button", class: "action copy", title: label };
  const button = make("button", attributes, icon("copy"), words);
  button.addEventListener("click", async () => {
    const done = (await copy(text())) ? say("copied") : say("copyFailed");
    words.textContent = done;
    announce(done);
    setTimeout(() => (words.textContent = label), 1600);
  });
  return button;
}

/** Gives every block of code below an element a head with its language and a copy button. */
export function withCopyButtons(root) {
  for (const block of root.querySelectorAll("pre")) {
    const code = block.querySelector("code");
    const language = code?.className.replace("language-", "") || say("code");
    const frame = make("div", { class: "code" });
    block.replaceWith(frame);
    // Reachable by keyboard, because long lines scroll.
    block.tabIndex = 0;
    block.setAttribute("role", "region");
    block.setAttribute("aria-label", language);
    block.dir = "ltr";
    frame.append(
      make(
        "div",
        { class: "code-head" },
        make("span", {}, language),
        copyButton(() => block.textContent, say("copyCode")),
      ),
      block,
    );
  }
  for (const table of root.querySelectorAll(".table")) table.tabIndex = 0;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without TLS there is no clipboard object; the old command still works.
    const area = make("textarea", { class: "visually-hidden", "aria-hidden": "true" });
    area.value = text;
    const focused = document.activeElement;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return copied;
  }
}
