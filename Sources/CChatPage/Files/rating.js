// What the reader thinks of a reply: a thumb up or down, which can be taken back.

import * as api from "./api.js";
import { announce, icon, make } from "./dom.js";
import { say } from "./words.js";

/** Two buttons for a stored reply; `reply.rating` is what was thought so far. */
export function ratingButtons(reply) {
  const buttons = ["up", "down"].map((rating) =>
    make(
      "button",
      {
        type: "button",
        class: `action rate ${rating}`,
        "aria-label": say(rating === "up" ? "rateUp" : "rateDown"),
        title: say(rating === "up" ? "rateUp" : "rateDown"),
        onclick: () => rate(rating),
      },
      icon(rating),
    ),
  );
  const show = () => {
    buttons[0].setAttribute("aria-pressed", String(reply.rating === "up"));
    buttons[1].setAttribute("aria-pressed", String(reply.rating === "down"));
  };
  async function rate(rating) {
    const before = reply.rating;
    reply.rating = before === rating ? null : rating;
    show();
    try {
      await api.rate(reply.messageID, reply.rating ?? "none");
      announce(say(reply.rating ? "rated" : "unrated"));
    } catch (problem) {
      reply.rating = before;
      show();
      announce(problem.message);
    }
  }
  show();
  return buttons;
}
