// What stands in an empty chat: the persona's greeting, sample questions, and who else is there.

import { make } from "./dom.js";
import { say } from "./words.js";

/** Shows the welcome of `chosen`; `onchoose(persona)`, `onask(question)`. */
export function showWelcome(root, { personas, chosen, onchoose, onask }) {
  root.replaceChildren(
    make("div", { class: "welcome-avatar", "aria-hidden": "true" }, [...chosen.label][0] ?? "P"),
    make("p", { class: "welcome-name" }, chosen.label),
    make("p", { class: "greeting", dir: "auto", lang: chosen.language }, chosen.greeting || say("ask")),
  );
  if (personas.length > 1) root.append(picker(personas, chosen, onchoose));
  if (chosen.samples?.length) {
    root.append(
      make(
        "ul",
        { class: "samples", "aria-label": say("samples") },
        ...chosen.samples.map((sample) =>
          make(
            "li",
            {},
            make(
              "button",
              { type: "button", dir: "auto", lang: chosen.language, onclick: () => onask(sample) },
              sample,
            ),
          ),
        ),
      ),
    );
  }
  root.hidden = false;
}

function picker(personas, chosen, onchoose) {
  return make(
    "fieldset",
    { class: "personas" },
    make("legend", {}, say("choosePersona")),
    ...personas.map((persona) =>
      make(
        "label",
        {},
        make("input", {
          type: "radio",
          name: "persona",
          value: persona.name,
          checked: persona.name === chosen.name,
          onchange: () => onchoose(persona),
        }),
        make("span", {}, persona.label),
      ),
    ),
  );
}
