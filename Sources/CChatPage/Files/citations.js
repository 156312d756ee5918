// Citations: the numbered buttons in a reply, the card that they open, the list below the reply.

import { sourceAddress } from "./api.js";
import { make } from "./dom.js";
import { say } from "./words.js";

const card = document.getElementById("citation");

export const citationCard = {
  /** Makes the citation buttons below `root` open the card; `citations()` gives what they mean. */
  attach(root, citations) {
    for (const button of root.querySelectorAll("button.citation")) {
      const index = Number(button.dataset.index);
      const name = () => citations().find((citation) => citation.index === index);
      button.setAttribute("aria-haspopup", "dialog");
      button.setAttribute("aria-label", say("source", { index, title: name()?.title ?? "" }).trim());
      button.addEventListener("click", () => {
        const citation = name();
        if (citation) open(citation, button);
      });
    }
  },

  get isOpen() {
    return card.matches(":popover-open");
  },

  close() {
    if (this.isOpen) card.hidePopover();
  },
};

function open(citation, button) {
  const title = { id: "citation-title", class: "citation-title", dir: "auto" };
  card.replaceChildren(
    make("p", { class: "citation-collection" }, `${citation.index} · ${citation.collection}`),
    make("p", title, citation.title || citation.id),
    make("div", { class: "citation-links" }, ...links(citation)),
  );
  card.showPopover({ source: button });
  place(button);
  card.querySelector("a")?.focus();
}

/** Below the button, or above it where there is more room; always inside the window. */
function place(button) {
  const at = button.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const left = Math.max(12, Math.min(at.left - 16, innerWidth - size.width - 12));
  const below = at.bottom + 8;
  const top = below + size.height > innerHeight - 12 ? at.top - size.height - 8 : below;
  card.style.left = `${left}px`;
  card.style.top = `${Math.max(12, top)}px`;
}

function links(citation) {
  const links = [link(sourceAddress(citation), say("openSource"))];
  const page = webAddress(citation.url);
  if (page) links.push(link(page.href, say("openPage", { host: page.host })));
  return links;
}

function link(href, text) {
  return make("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** An address outside, when it is one that a page may link to. */
function webAddress(text) {
  if (!text || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "http:" || url.protocol === "https:" ? url : null;
}

/** The records that a reply cites, below it. */
export function sourceList(citations) {
  return make(
    "section",
    { class: "sources", "aria-label": say("sources") },
    make("p", { class: "sources-title", "aria-hidden": "true" }, say("sources")),
    make(
      "ol",
      {},
      ...citations.map((citation) =>
        make(
          "li",
          {},
          make(
            "a",
            { href: sourceAddress(citation), target: "_blank", rel: "noopener noreferrer", dir: "auto" },
            make("span", { class: "source-index" }, String(citation.index)),
            make(
              "span",
              { class: "source-text" },
              make("span", { class: "source-name" }, citation.title || citation.id),
              make("span", { class: "source-collection" }, citation.collection),
            ),
          ),
        ),
      ),
    ),
  );
}
