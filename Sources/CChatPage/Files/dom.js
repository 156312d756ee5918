// Small tools for building elements. Text is always text; only `trusted` takes HTML.

/** An element with attributes, listeners (`on…` functions) and children (elements or text). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

const shapes = {
  copy: "M9 9h10v11H9zM5 15V4h10",
  retry: "M19 12a7 7 0 1 1-2-5M17 3v4h-4",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  trace: "M5 6h14M5 12h9M5 18h5M18 14v6M15 17h6",
  check: "M5 13l4 4L19 7",
  edit: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
  before: "M14 6l-6 6 6 6",
  after: "M10 6l6 6-6 6",
  up: "M7 11v9H4v-9zM7 12l4-8a2 2 0 0 1 2 2v4h6l-2 8a2 2 0 0 1-2 2H7",
  down: "M7 13V4H4v9zM7 12l4 8a2 2 0 0 0 2-2v-4h6l-2-8a2 2 0 0 0-2-2H7",
};

/** A line drawing, hidden from assistive technology. */
export function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", shapes[name]);
  svg.append(path);
  return svg;
}

/** What HTML from our own server means. The server writes every tag of it itself. */
export function trusted(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Says something once to those who listen. */
export function announce(text) {
  const status = document.getElementById("status");
  status.textContent = "";
  // An empty region first, so that the same words are said again.
  requestAnimationFrame(() => (status.textContent = text));
}

/** Runs `action` once calls have paused for some milliseconds. */
export function afterPause(milliseconds, action) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}
