// The button that switches between light and dark. Until it is pressed, the system's choice holds.

const darkSystem = matchMedia("(prefers-color-scheme: dark)");

/** Whether the page is dark at the moment. */
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : darkSystem.matches;
}

export function setUpTheme(button) {
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("parley.theme", theme);
    } catch {
      // The choice then lasts as long as the page.
    }
    show();
  });
  darkSystem.addEventListener("change", show);
  show();
}
