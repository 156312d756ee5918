// The versions of what was said: a tree by parent, of which the page shows one conversation.

import { icon, make } from "./dom.js";
import { say } from "./words.js";

export class Versions {
  #messages = new Map();
  #children = new Map();

  /** `messages`: `{id, parent_id, role, …}`, in the order in which they were stored. */
  constructor(messages = []) {
    for (const message of messages) this.add(message);
  }

  add(message) {
    if (this.#messages.has(message.id)) return;
    this.#messages.set(message.id, message);
    const siblings = this.#children.get(message.parent_id ?? null) ?? [];
    this.#children.set(message.parent_id ?? null, [...siblings, message.id]);
  }

  /** Adds messages that were stored before all that are there, in their order. */
  addEarlier(messages) {
    for (const message of [...messages].reverse()) {
      if (this.#messages.has(message.id)) continue;
      this.#messages.set(message.id, message);
      const siblings = this.#children.get(message.parent_id ?? null) ?? [];
      this.#children.set(message.parent_id ?? null, [message.id, ...siblings]);
    }
  }

  has(id) {
    return this.#messages.has(id);
  }

  parent(id) {
    return this.#messages.get(id)?.parent_id ?? null;
  }

  /** The messages that lead to a leaf, oldest first. */
  path(leaf) {
    const path = [];
    for (let message = this.#messages.get(leaf); message; ) {
      path.push(message);
      message = this.#messages.get(message.parent_id);
    }
    return path.reverse();
  }

  /** The ids of all versions of a message, in the order in which they were made. */
  of(id) {
    const role = this.#messages.get(id)?.role;
    return (this.#children.get(this.parent(id)) ?? []).filter(
      (other) => this.#messages.get(other).role === role,
    );
  }
}

/** Steps through the versions of a message (‹ 2/3 ›); nothing when there is one. `onstep(id)`. */
export function stepper(versions, id, onstep) {
  const all = versions.of(id);
  const place = all.indexOf(id);
  if (all.length < 2 || place < 0) return null;
  const step = (label, shape, target) =>
    make(
      "button",
      {
        type: "button",
        class: `action step ${shape}`,
        "aria-label": say(label),
        title: say(label),
        disabled: target === undefined,
        onclick: () => onstep(target),
      },
      icon(shape),
    );
  return make(
    "span",
    {
      class: "stepper",
      role: "group",
      "aria-label": say("version", { index: place + 1, count: all.length }),
    },
    step("earlierVersion", "before", all[place - 1]),
    make("span", { class: "step-place", "aria-hidden": "true" }, `${place + 1}/${all.length}`),
    step("laterVersion", "after", all[place + 1]),
  );
}
