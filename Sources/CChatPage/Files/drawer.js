// The list of chats as a drawer, where the window is too narrow to show it beside the chat.

export class Drawer {
  #sidebar = document.getElementById("sidebar");
  #button = document.getElementById("open-sidebar");
  #scrim = document.getElementById("scrim");
  #room = document.querySelector(".room");
  #narrow = matchMedia("(max-width: 760px)");
  #isOpen = false;

  constructor() {
    this.#button.addEventListener("click", () => this.#set(true));
    document.getElementById("close-sidebar").addEventListener("click", () => this.close());
    this.#scrim.addEventListener("click", () => this.close());
    this.#narrow.addEventListener("change", () => this.#set(false));
    this.#set(false);
  }

  /** Says whether it was open. */
  close() {
    const wasOpen = this.#isOpen;
    if (wasOpen) {
      this.#set(false);
      this.#button.focus();
    }
    return wasOpen;
  }

  #set(isOpen) {
    this.#isOpen = isOpen && this.#narrow.matches;
    document.body.classList.toggle("drawer-open", this.#isOpen);
    this.#scrim.hidden = !this.#isOpen;
    this.#button.setAttribute("aria-expanded", String(this.#isOpen));
    // What is out of sight is out of reach of the keyboard too.
    this.#sidebar.inert = this.#narrow.matches && !this.#isOpen;
    this.#room.inert = this.#isOpen;
    if (this.#isOpen) document.getElementById("new-chat").focus();
  }
}
