// Keeps the end of the chat in view while it grows, unless the reader has scrolled up.

// What counts as the end, in pixels.
const nearEnd = 60;

export class Scrolling {
  #area;
  #jump;
  #sticks = true;
  // A text that is read from its beginning, and has no latest part to jump to.
  #isAtRest = false;
  #top = 0;

  constructor(area, content, jump) {
    this.#area = area;
    this.#jump = jump;
    area.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    jump.addEventListener("click", () => this.toEnd({ smooth: true }));
    const grown = new ResizeObserver(() => (this.#sticks ? this.toEnd() : this.#show()));
    grown.observe(content);
    grown.observe(area);
  }

  toEnd({ smooth = false } = {}) {
    this.#sticks = true;
    this.#isAtRest = false;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#area.scrollTo({
      top: this.#area.scrollHeight,
      behavior: smooth && !still ? "smooth" : "instant",
    });
    this.#show();
  }

  /** For what is read from its beginning. */
  toStart() {
    this.#sticks = false;
    this.#isAtRest = true;
    this.#area.scrollTo({ top: 0, behavior: "instant" });
    this.#show();
  }

  /** The text may have grown since we scrolled, so only scrolling up is taken for the reader's wish. */
  #scrolled() {
    const top = this.#area.scrollTop;
    if (this.#left < nearEnd) this.#sticks = !this.#isAtRest;
    else if (top < this.#top) this.#sticks = false;
    this.#top = top;
    this.#show();
  }

  get #left() {
    return this.#area.scrollHeight - this.#area.scrollTop - this.#area.clientHeight;
  }

  #show() {
    this.#jump.hidden = this.#sticks || this.#isAtRest || this.#left < nearEnd;
  }
}
