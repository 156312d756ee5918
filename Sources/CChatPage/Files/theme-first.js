// Sets the chosen colours before anything is painted. A classic script, because modules run later.
try {
  const theme = localStorage.getItem("parley.theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's colours hold then.
}
