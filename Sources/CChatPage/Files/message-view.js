// Shows one message: text while it streams, the server's HTML as soon as there is some.

import { citationCard, sourceList } from "./citations.js";
import { copyButton, withCopyButtons } from "./copying.js";
import { icon, make, trusted } from "./dom.js";
import { ratingButtons } from "./rating.js";
import { tracePanel } from "./trace-panel.js";
import { stepper } from "./versions.js";
import { say } from "./words.js";

// What is said below a reply that is not whole, by its status.
const marks = {
  stopped: "stopped",
  interrupted: "interrupted",
  incomplete: "interrupted",
  unsaved: "unsaved",
  truncated: "truncated",
  failed: "failed",
};

/** A reply of a persona; `show` brings it up to date. */
export class ReplyView {
  #body = make("div", { class: "body", dir: "auto" });
  #notices = make("div", { class: "notices" });
  #sources = make("div", {});
  #mark = make("p", { class: "mark-line", hidden: true });
  #actions = make("div", { class: "actions", hidden: true });
  #shownHTML = null;
  #shownSources = "";
  #versions = null;

  /** `onretry()` is called when the reader wants another reply. */
  constructor({ personaLabel, onretry }) {
    this.onretry = onretry;
    this.element = make(
      "article",
      { class: "message reply", "aria-label": say("said", { name: personaLabel }) },
      make("div", { class: "avatar", "aria-hidden": "true" }, initial(personaLabel)),
      make(
        "div",
        { class: "content" },
        this.#body,
        this.#notices,
        this.#mark,
        this.#sources,
        this.#actions,
      ),
    );
  }

  /** `reply`: `{text, html, tail, citations, notices, status, messageID}`. */
  show(reply) {
    const isRunning = reply.status === "pending" || reply.status === "streaming";
    this.element.setAttribute("aria-busy", String(isRunning));
    this.element.classList.toggle("running", isRunning);
    this.#showBody(reply, isRunning);
    this.#showNotices(reply.notices ?? []);
    this.#showSources(reply.citations ?? []);
    this.#showMark(reply.status);
    if (!isRunning) this.#showActions(reply);
  }

  /** Lets the reader step through other replies to the same question. */
  offer(versions, id, onstep) {
    this.element.dataset.message = id;
    this.#versions = stepper(versions, id, onstep);
    this.#actions.querySelector(".stepper")?.remove();
    if (this.#versions) this.#actions.prepend(this.#versions);
  }

  #showBody(reply, isRunning) {
    if (reply.html != null) {
      // What came after the last HTML stands below it as text once nothing more will come.
      const tail = isRunning ? "" : reply.tail;
      if (reply.html === this.#shownHTML && !tail) return;
      this.#shownHTML = reply.html;
      this.#body.classList.remove("plain");
      this.#body.replaceChildren(trusted(reply.html));
      if (tail) this.#body.append(make("p", { class: "plain" }, tail));
      withCopyButtons(this.#body);
      citationCard.attach(this.#body, () => reply.citations ?? []);
    } else if (reply.text) {
      this.#body.classList.add("plain");
      this.#body.textContent = reply.text;
    } else if (isRunning) {
      this.#body.replaceChildren(thinking());
    } else {
      this.#body.replaceChildren();
    }
  }

  #showNotices(notices) {
    this.#notices.replaceChildren(
      ...notices.map((notice) => {
        const kind = notice.code === "correction" ? "notice correction" : "notice";
        return make("p", { class: kind, dir: "auto", role: "note" }, notice.message);
      }),
    );
  }

  #showSources(citations) {
    const key = JSON.stringify(citations);
    if (key === this.#shownSources) return;
    this.#shownSources = key;
    this.#sources.replaceChildren();
    if (citations.length > 0) this.#sources.append(sourceList(citations));
  }

  #showMark(status) {
    const mark = marks[status];
    this.#mark.hidden = !mark;
    this.#mark.textContent = mark ? say(mark) : "";
    this.element.dataset.status = status;
  }

  #showActions(reply) {
    const retry = make(
      "button",
      { type: "button", class: "action retry", onclick: () => this.onretry(), title: say("retry") },
      icon("retry"),
      make("span", {}, say("retry")),
    );
    const trace = tracePanel.isAllowed && reply.messageID ? tracePanel.button(reply.messageID) : null;
    const copy = reply.text ? copyButton(() => reply.text) : null;
    const ratings = reply.messageID && reply.text ? ratingButtons(reply) : [];
    const actions = [this.#versions, copy, ...ratings, retry, trace];
    this.#actions.replaceChildren(...actions.filter(Boolean));
    this.#actions.hidden = false;
  }
}

function thinking() {
  const words = make("span", { class: "visually-hidden" }, say("thinking"));
  return make("span", { class: "thinking" }, words, make("i"), make("i"), make("i"));
}

function initial(label) {
  return [...label][0]?.toUpperCase() ?? "P";
}
