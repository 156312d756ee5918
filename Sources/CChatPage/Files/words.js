// What the page says, in English and German.

const english = {
  skip: "Skip to your question",
  newChat: "New chat",
  searchChats: "Search chats",
  history: "Chats",
  openSidebar: "Open the list of chats",
  closeSidebar: "Close the list of chats",
  toggleTheme: "Dark colours",
  jumpToLatest: "Jump to latest",
  offline: "You are offline. What you write is kept.",
  yourQuestion: "Your question",
  ask: "Ask a question",
  send: "Send",
  stop: "Stop",
  hint: "Enter sends · Shift+Enter breaks the line · Esc stops · / focuses the question · Ctrl+Shift+O new chat",
  cancel: "Cancel",
  delete: "Delete",
  you: "You",
  youSaid: "You said",
  said: "{name} said",
  choosePersona: "Who do you want to talk to?",
  samples: "For example",
  answerReady: "Answer ready. {text}",
  answering: "{name} is answering",
  thinking: "Looking it up",
  stopped: "Stopped. This is what there was.",
  interrupted: "Interrupted. The reply is incomplete.",
  unsaved: "Not stored yet. The reply is kept and will be stored as soon as possible.",
  truncated: "The reply was too long and was cut.",
  failed: "No reply came.",
  retry: "Try again",
  dismiss: "Dismiss",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying is not allowed here",
  copyCode: "Copy code",
  code: "Code",
  sources: "Sources",
  source: "Source {index}: {title}",
  openSource: "Show the record",
  openPage: "Open {host}",
  close: "Close",
  today: "Today",
  yesterday: "Yesterday",
  week: "Last seven days",
  older: "Older",
  noChats: "Your chats will appear here.",
  noMatches: "No chat matches.",
  more: "Show more",
  actions: "Actions for {title}",
  rename: "Rename",
  newTitle: "New title",
  exportMarkdown: "Export as Markdown",
  exportJSON: "Export as JSON",
  deleteTitle: "Delete this chat?",
  deleteDetail: "“{title}” will be gone for good.",
  deleted: "Deleted",
  renamed: "Renamed",
  unreachable: "The server cannot be reached.",
  lost: "The connection was lost in mid-reply.",
  unexpected: "The server answered something unexpected ({status}).",
  wait: "Try again in {seconds} s.",
  untitled: "Untitled",
};

const german = {
  skip: "Zur Frage springen",
  newChat: "Neuer Chat",
  searchChats: "Chats durchsuchen",
  history: "Chats",
  openSidebar: "Liste der Chats öffnen",
  closeSidebar: "Liste der Chats schließen",
  toggleTheme: "Dunkle Farben",
  jumpToLatest: "Zum Neuesten",
  offline: "Sie sind offline. Was Sie schreiben, bleibt erhalten.",
  yourQuestion: "Ihre Frage",
  ask: "Stellen Sie eine Frage",
  send: "Senden",
  stop: "Anhalten",
  hint: "Enter sendet · Umschalt+Enter bricht um · Esc hält an · / springt zur Frage · Strg+Umschalt+O neuer Chat",
  cancel: "Abbrechen",
  delete: "Löschen",
  you: "Sie",
  youSaid: "Ihre Nachricht",
  said: "Antwort von {name}",
  choosePersona: "Mit wem möchten Sie sprechen?",
  samples: "Zum Beispiel",
  answerReady: "Die Antwort ist da. {text}",
  answering: "{name} antwortet",
  thinking: "Ich sehe nach",
  stopped: "Angehalten. Dies war schon da.",
  interrupted: "Unterbrochen. Die Antwort ist unvollständig.",
  unsaved: "Noch nicht gespeichert. Die Antwort wird aufbewahrt und gespeichert, sobald es geht.",
  truncated: "Die Antwort war zu lang und wurde gekürzt.",
  failed: "Es kam keine Antwort.",
  retry: "Noch einmal",
  dismiss: "Schließen",
  copy: "Kopieren",
  copied: "Kopiert",
  copyFailed: "Kopieren ist hier nicht erlaubt",
  copyCode: "Code kopieren",
  code: "Code",
  sources: "Quellen",
  source: "Quelle {index}: {title}",
  openSource: "Eintrag zeigen",
  openPage: "{host} öffnen",
  close: "Schließen",
  today: "Heute",
  yesterday: "Gestern",
  week: "Letzte sieben Tage",
  older: "Älter",
  noChats: "Hier werden Ihre Chats stehen.",
  noMatches: "Kein Chat passt.",
  more: "Mehr zeigen",
  actions: "Aktionen für {title}",
  rename: "Umbenennen",
  newTitle: "Neuer Titel",
  exportMarkdown: "Als Markdown exportieren",
  exportJSON: "Als JSON exportieren",
  deleteTitle: "Diesen Chat löschen?",
  deleteDetail: "„{title}“ ist dann endgültig weg.",
  deleted: "Gelöscht",
  renamed: "Umbenannt",
  unreachable: "Der Server ist nicht zu erreichen.",
  lost: "Die Verbindung brach mitten in der Antwort ab.",
  unexpected: "Der Server antwortete unerwartet ({status}).",
  wait: "In {seconds} s noch einmal versuchen.",
  untitled: "Ohne Titel",
};

export const language = navigator.language.toLowerCase().startsWith("de") ? "de" : "en";
const words = language === "de" ? german : english;

/** The words for a key, with `{name}` filled in from `values`. */
export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Fills in the words that the page's own elements ask for. */
export function translate(root) {
  document.documentElement.lang = language;
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = say(element.dataset.text);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
    element.title = say(element.dataset.label);
  }
  for (const element of root.querySelectorAll("[data-placeholder]")) {
    element.placeholder = say(element.dataset.placeholder);
  }
}
