// The list of chats: search, open, rename, export, delete.

import * as api from "./api.js";
import { afterPause, announce, icon, make } from "./dom.js";
import { say } from "./words.js";

export class Sidebar {
  #list = document.getElementById("history");
  #search = document.getElementById("search");
  #openChat = null;
  #chats = [];
  #next = null;
  #request = 0;

  /** `onrenamed(id, title)`, `ondeleted(id)`, `onproblem(problem, retry)`. */
  constructor(listeners) {
    Object.assign(this, listeners);
    this.#search.addEventListener("input", afterPause(200, () => this.load()));
  }

  /** Marks the chat that is open. */
  set openChat(chatID) {
    this.#openChat = chatID;
    for (const link of this.#list.querySelectorAll("a.chat")) {
      if (link.dataset.chat === chatID) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  async load({ more = false } = {}) {
    const request = ++this.#request;
    try {
      const query = this.#search.value.trim();
      const page = await api.chats({ query, cursor: more ? this.#next : undefined });
      // An answer to an older search is not shown.
      if (request !== this.#request) return;
      this.#chats = more ? [...this.#chats, ...page.chats] : page.chats;
      this.#next = page.next;
      this.#show(query);
    } catch (problem) {
      if (request === this.#request) this.#showProblem(problem, () => this.load({ more }));
    }
  }

  /** Above the list, out of the way of the chat: one can go on without the list. */
  #showProblem(problem, retry) {
    this.#list.querySelector(".list-problem")?.remove();
    this.#list.prepend(
      make(
        "p",
        { class: "list-problem" },
        problem.message,
        " ",
        make("button", { type: "button", class: "quiet-button", onclick: retry }, say("retry")),
      ),
    );
  }

  #show(query) {
    if (this.#chats.length === 0) {
      this.#list.replaceChildren(make("p", { class: "empty" }, say(query ? "noMatches" : "noChats")));
      return;
    }
    const groups = new Map();
    for (const chat of this.#chats) {
      const key = age(chat.updated_at);
      groups.set(key, [...(groups.get(key) ?? []), chat]);
    }
    this.#list.replaceChildren(
      ...[...groups].flatMap(([key, chats]) => [
        make("p", { class: "group", id: `group-${key}` }, say(key)),
        make("ul", { "aria-labelledby": `group-${key}` }, ...chats.map((chat) => this.#row(chat))),
      ]),
    );
    if (this.#next) {
      this.#list.append(
        make(
          "button",
          { type: "button", class: "quiet-button", onclick: () => this.load({ more: true }) },
          say("more"),
        ),
      );
    }
  }

  #row(chat) {
    const title = chat.title || say("untitled");
    const current = chat.id === this.#openChat;
    const row = make(
      "li",
      {},
      make(
        "a",
        {
          class: "chat",
          href: `#/chats/${encodeURIComponent(chat.id)}`,
          "data-chat": chat.id,
          "aria-current": current ? "page" : null,
          dir: "auto",
          title,
        },
        title,
      ),
    );
    const menu = this.#menu(chat, title, row);
    const button = make(
      "button",
      {
        type: "button",
        class: "icon-button actions-button",
        "aria-label": say("actions", { title }),
        "aria-haspopup": "true",
      },
      icon("more"),
    );
    button.popoverTargetElement = menu;
    menu.addEventListener("beforetoggle", (event) => {
      const at = button.getBoundingClientRect();
      if (event.newState !== "open") return;
      menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - 232))}px`;
      menu.style.top = `${Math.min(at.bottom + 4, innerHeight - 190)}px`;
    });
    row.append(button, menu);
    return row;
  }

  #menu(chat, title, row) {
    const menu = make("div", { class: "menu", popover: true });
    const item = (text, action, className) => {
      const onclick = () => {
        menu.hidePopover();
        action();
      };
      return make("button", { type: "button", class: className, onclick }, text);
    };
    const download = (text, format) => {
      const href = api.exportAddress(chat.id, format);
      return make("a", { href, download: true, onclick: () => menu.hidePopover() }, text);
    };
    menu.append(
      item(say("rename"), () => this.#rename(chat, title, row)),
      download(say("exportMarkdown"), "markdown"),
      download(say("exportJSON"), "json"),
      item(say("delete"), () => this.#delete(chat, title), "danger"),
    );
    return menu;
  }

  #rename(chat, title, row) {
    const field = make("input", {
      class: "rename",
      value: title,
      "aria-label": say("newTitle"),
      maxlength: 200,
      dir: "auto",
    });
    const link = row.querySelector("a.chat");
    let ended = false;
    const end = async (keep) => {
      if (ended) return;
      ended = true;
      const wanted = field.value.trim();
      field.replaceWith(link);
      if (keep && wanted && wanted !== title) await this.#keepTitle(chat, wanted);
      this.#list.querySelector(`a[data-chat="${CSS.escape(chat.id)}"]`)?.focus();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") {
        event.stopPropagation();
        end(false);
      }
    });
    field.addEventListener("blur", () => end(true));
    link.replaceWith(field);
    field.focus();
    field.select();
  }

  async #keepTitle(chat, title) {
    try {
      await api.renameChat(chat.id, title);
      announce(say("renamed"));
      this.onrenamed(chat.id, title);
      await this.load();
    } catch (problem) {
      this.onproblem(problem, () => this.#keepTitle(chat, title));
    }
  }

  #delete(chat, title) {
    const dialog = document.getElementById("confirm");
    document.getElementById("confirm-title").textContent = say("deleteTitle");
    document.getElementById("confirm-detail").textContent = say("deleteDetail", { title });
    dialog.returnValue = "cancel";
    const closed = () => dialog.returnValue === "delete" && this.#confirmed(chat);
    dialog.addEventListener("close", closed, { once: true });
    dialog.showModal();
  }

  async #confirmed(chat) {
    try {
      await api.deleteChat(chat.id);
      announce(say("deleted"));
      this.ondeleted(chat.id);
      await this.load();
      this.#list.focus();
    } catch (problem) {
      this.onproblem(problem, () => this.#confirmed(chat));
    }
  }
}

/** The group that a time belongs to. */
function age(time) {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  const days = Math.ceil((midnight - new Date(time)) / 86_400_000);
  if (days <= 0) return "today";
  if (days === 1) return "yesterday";
  return days <= 7 ? "week" : "older";
}
