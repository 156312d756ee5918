// Puts the page together: which chat is open, what the keys do, what went wrong.

import * as api from "./api.js";
import { citationCard } from "./citations.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { announce } from "./dom.js";
import { Drawer } from "./drawer.js";
import { setUpKeys } from "./keys.js";
import { setUpMemories } from "./memory-panel.js";
import { ProblemBanner } from "./problem-banner.js";
import { Scrolling } from "./scrolling.js";
import { SessionNotice } from "./session-notice.js";
import { Sidebar } from "./sidebar.js";
import { setUpTheme } from "./theme.js";
import { tracePanel } from "./trace-panel.js";
import { showWelcome } from "./welcome.js";
import { say, translate } from "./words.js";

const find = (id) => document.getElementById(id);

translate(document);
setUpTheme(find("theme"));
setUpMemories(find("open-memories"));

let personas = [];
let open = null;
/** Whether a question was sent before the chat was there. */
let sendsWhenReady = false;
/** Chats that answer in the background, by their id. */
const background = new Map();

const banner = new ProblemBanner(find("problem"));
const drawer = new Drawer();
const notice = new SessionNotice(find("session"), {
  oncontinue: () => composer.focus(),
  onfresh: () => newChat({ keepSession: false }),
  onsummary: () => startWithSummary(open.chatID),
});
const scrolling = new Scrolling(find("transcript"), find("messages"), find("jump"));
const composer = new Composer({
  onsend(text) {
    sendsWhenReady = !open || open.isLoading;
    if (sendsWhenReady || open.isAnswering) return false;
    banner.hide();
    open.send(text);
    return true;
  },
  onstop: () => open?.stop(),
});
const sidebar = new Sidebar({
  onrenamed(id, title) {
    if (open?.chatID !== id) return;
    open.title = title;
    showHead();
  },
  ondeleted(id) {
    background.delete(id);
    if (open?.chatID === id) newChat({ keepSession: false });
  },
  onproblem: (problem, retry) => banner.show(problem, retry),
});

/** Makes a conversation the one on the page. */
function turnTo(conversation) {
  if (open?.isAnswering && open.chatID) background.set(open.chatID, open);
  open = conversation;
  background.delete(conversation.chatID);
  banner.hide();
  notice.hide();
  citationCard.close();
  find("messages").replaceChildren(conversation.element);
  composer.turnTo(conversation.chatID);
  show();
  if (conversation.isEmpty) scrolling.toStart();
  else scrolling.toEnd();
}

function show() {
  showHead();
  composer.isAnswering = open.isAnswering;
  sidebar.openChat = open.chatID;
  find("welcome").hidden = true;
  if (!open.isEmpty || open.isLoading || !open.persona) return;
  showWelcome(find("welcome"), {
    personas,
    chosen: open.persona,
    onchoose(persona) {
      const focused = document.activeElement?.value;
      open.persona = persona;
      open.sessionID = null;
      remember(persona);
      show();
      find("welcome").querySelector(`input[value="${CSS.escape(focused ?? "")}"]`)?.focus();
    },
    onask(question) {
      composer.focus();
      banner.hide();
      open.send(question);
    },
  });
}

function showHead() {
  const title = open.title || say("newChat");
  find("chat-title").textContent = title;
  find("chat-persona").textContent = open.isEmpty ? "" : open.persona?.label ?? "";
  document.title = open.title ? `${open.title} · Parley` : "Parley";
}

function watch(conversation) {
  const isOpen = () => conversation === open;
  conversation.addEventListener("change", () => isOpen() && show());
  conversation.addEventListener("retry", () => isOpen() && banner.hide());
  conversation.addEventListener("sent", () => {
    if (!isOpen()) return;
    notice.hide();
    show();
    scrolling.toEnd();
    announce(say("answering", { name: conversation.persona.label }));
  });
  conversation.addEventListener("accepted", () => {
    if (isOpen() && location.hash !== address(conversation.chatID)) {
      history.replaceState(null, "", address(conversation.chatID));
      composer.adopt(conversation.chatID);
    }
    if (isOpen()) {
      composer.unsent = "";
      sidebar.openChat = conversation.chatID;
    }
    sidebar.load();
  });
  conversation.addEventListener("problem", (event) => {
    if (!isOpen()) return;
    const { reply, retry } = event.detail;
    banner.show(reply.problem, retry);
    if (!reply.messageID) composer.unsent = reply.question;
  });
  conversation.addEventListener("end", () => {
    background.delete(conversation.chatID);
    if (isOpen()) show();
    sidebar.load();
    watchSession(conversation);
  });
  return conversation;
}

/** Lets the reader know when the session of a chat ends. */
async function watchSession(conversation) {
  if (!conversation.chatID) return;
  const session = await conversation.session();
  if (conversation !== open || conversation.isAnswering || session === undefined) return;
  notice.watch(session);
}

/** Begins another chat that knows what an earlier one came to. */
async function startWithSummary(chatID) {
  try {
    const session = await api.continueChat(chatID, "summary");
    location.hash = address(session.chat_id);
  } catch (problem) {
    banner.show(problem, () => startWithSummary(chatID));
  }
}

const address = (chatID) => `#/chats/${encodeURIComponent(chatID)}`;

function newChat({ keepSession = true } = {}) {
  const conversation = watch(new Conversation(preferred()));
  const session = keepSession && open && !open.isAnswering ? open.sessionID : null;
  if (session && open.persona === conversation.persona && !open.isEmpty) {
    conversation.reuse(session);
  }
  if (location.hash) history.pushState(null, "", location.pathname);
  turnTo(conversation);
  drawer.close();
  composer.focus();
}

function ready() {
  if (sendsWhenReady && !open.isLoading) composer.submit();
}

async function openChat(chatID) {
  drawer.close();
  if (open?.chatID === chatID) return;
  const running = background.get(chatID);
  if (running) return turnTo(running);
  const conversation = watch(new Conversation(preferred()));
  conversation.chatID = chatID;
  conversation.isLoading = true;
  turnTo(conversation);
  try {
    await conversation.load(chatID, personas);
    conversation.isLoading = false;
  } catch (problem) {
    if (conversation !== open) return;
    if (problem.status === 404) newChat({ keepSession: false });
    banner.show(problem, () => {
      open = null;
      location.hash = address(chatID);
      openChat(chatID);
    });
    return;
  }
  if (conversation !== open) return;
  show();
  scrolling.toEnd();
  watchSession(conversation);
  ready();
}

/** The persona of the last new chat, else the first. */
function preferred() {
  let name;
  try {
    name = localStorage.getItem("parley.persona");
  } catch {
    // Without storage, the first.
  }
  return personas.find((persona) => persona.name === name) ?? personas[0];
}

function remember(persona) {
  try {
    localStorage.setItem("parley.persona", persona.name);
  } catch {
    // Without storage, the choice lasts for this chat.
  }
}

function route() {
  const chatID = location.hash.match(/^#\/chats\/([\w.~%-]+)$/)?.[1];
  try {
    if (chatID) return openChat(decodeURIComponent(chatID));
  } catch {
    // No address of ours.
  }
  newChat();
}

async function start() {
  try {
    const house = await api.house();
    personas = house.personas;
    tracePanel.isAllowed = house.may?.trace === true;
  } catch (problem) {
    banner.show(problem, start);
    return;
  }
  route();
  sidebar.load();
  composer.focus();
  ready();
}

function showConnection() {
  find("offline").hidden = navigator.onLine;
}

setUpKeys({
  newChat: () => newChat(),
  focus: () => composer.focus(),
  stop: () => open?.stop(),
  closeDrawer: () => drawer.close(),
});
find("new-chat").addEventListener("click", () => newChat());
addEventListener("hashchange", route);
addEventListener("popstate", () => location.hash || route());
addEventListener("online", showConnection);
addEventListener("offline", showConnection);
showConnection();
start();
