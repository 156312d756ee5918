// Everything that the page asks of the server.

import { readEvents } from "./event-stream.js";
import { say } from "./words.js";

/** Why a request failed, in words for the reader. */
export class Problem extends Error {
  constructor(message, { status = 0, code = "", retryAfter } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** From a `problem` object (RFC 9457). */
  static from(problem, retryAfter) {
    const text = problem.detail || problem.title || say("failed");
    const wait = retryAfter ? ` ${say("wait", { seconds: retryAfter })}` : "";
    return new Problem(text + wait, { status: problem.status, code: problem.code, retryAfter });
  }
}

async function request(method, path, { body, headers = {}, signal } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(say("unreachable"), { code: "unreachable" });
  }
  if (response.ok) return response;
  let problem;
  try {
    problem = await response.json();
  } catch {
    problem = { status: response.status, title: say("unexpected", { status: response.status }) };
  }
  throw Problem.from({ status: response.status, ...problem }, response.headers.get("Retry-After"));
}

async function json(method, path, options) {
  const response = await request(method, path, options);
  return response.status === 204 ? {} : response.json();
}

/** A random key that makes a repeated request the same request. */
export function requestKey() {
  // `randomUUID` exists on secure origins only; a shop's own network may have none.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0")).join("");
}

const id = encodeURIComponent;

/** Who answers, and what this visitor `may` see: `{personas[], may{trace}}`. */
export const house = () => json("GET", "/api/personas");

/** Asks; calls `onEvent({id, type, data})` for each event until the reply has ended. */
export const chat = (body, options) => ask("POST", "/api/chat", body, options);

/** Asks for another reply to the question of a message. */
export const regenerate = (messageID, options) =>
  ask("POST", "/api/chat/regenerate", { message_id: messageID }, options);

/** Says something else in place of a message. */
export const edit = (messageID, message, options) =>
  ask("PUT", `/api/messages/${id(messageID)}`, { message }, options);

async function ask(method, path, body, { key, signal, onEvent }) {
  const response = await request(method, path, {
    body: { ...body, stream: true, render: "html" },
    headers: { "Idempotency-Key": key, Accept: "text/event-stream" },
    signal,
  });
  await readEvents(response.body, onEvent);
}

/** Reads on in a generation after the event `lastEventID`, or from its beginning. */
export async function resume(generationID, { lastEventID, signal, onEvent }) {
  const response = await request("GET", `/api/generations/${id(generationID)}/events?render=html`, {
    headers: {
      Accept: "text/event-stream",
      ...(lastEventID ? { "Last-Event-ID": lastEventID } : {}),
    },
    signal,
  });
  await readEvents(response.body, onEvent);
}

export const stop = (session) =>
  json("POST", "/api/chat/stop", { body: { session_id: session } });
export const clear = (session) => json("POST", "/api/clear", { body: { session_id: session } });

/** The live sessions, each with `now`, the server's time in milliseconds. */
export async function sessions() {
  const response = await request("GET", "/api/sessions");
  const now = Date.parse(response.headers.get("Date")) || Date.now();
  return ((await response.json()).sessions ?? []).map((session) => ({ ...session, now }));
}

/** Goes on with a chat (`history`), or begins another one with what it came to (`summary`). */
export const continueChat = (chatID, remembering = "history") =>
  json("POST", "/api/sessions", { body: { chat_id: chatID, with: remembering } });
export const rate = (messageID, rating) =>
  json("POST", `/api/messages/${id(messageID)}/feedback`, { body: { rating } });

export const chats = ({ query = "", cursor } = {}) => {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  if (cursor) parameters.set("cursor", cursor);
  return json("GET", `/api/chats${parameters.size ? `?${parameters}` : ""}`);
};
/** A chat with its newest messages, or with those stored before one of them; `has_more` tells of others. */
export const openChat = (chatID, { before } = {}) => {
  const parameters = new URLSearchParams({ render: "html" });
  if (before) parameters.set("before", before);
  return json("GET", `/api/chats/${id(chatID)}?${parameters}`);
};
export const renameChat = (chatID, title) =>
  json("PATCH", `/api/chats/${id(chatID)}`, { body: { title } });
/** Makes a message, with the newest that goes on from it, the conversation. */
export const turnToVersion = (chatID, messageID) =>
  json("PATCH", `/api/chats/${id(chatID)}`, { body: { active_leaf: messageID } });
export const deleteChat = (chatID) => json("DELETE", `/api/chats/${id(chatID)}`);
export const exportAddress = (chatID, format) =>
  `/api/chats/${id(chatID)}/export?format=${format}`;
export const memories = () => json("GET", "/api/memories").then((reply) => reply.memories ?? []);
export const correctMemory = (memoryID, text) =>
  json("PATCH", `/api/memories/${id(memoryID)}`, { body: { text } });
export const deleteMemory = (memoryID) => json("DELETE", `/api/memories/${id(memoryID)}`);
export const trace = (messageID, { signal } = {}) =>
  json("GET", `/api/messages/${id(messageID)}/trace`, { signal });
export const sourceAddress = (citation) =>
  `/sources/${id(citation.collection)}/${id(citation.id)}`;
