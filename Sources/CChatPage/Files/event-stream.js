// Server-sent events (WHATWG HTML 9.2) from a `fetch`: unlike `EventSource` it can send a body,
// headers, and be told to end.

/** Calls `onEvent({id, type, data})`, `data` read as JSON, for every event until the stream ends. */
export async function readEvents(stream, onEvent) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let event = newEvent();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      const text = line.endsWith("\r") ? line.slice(0, -1) : line;
      if (text === "") {
        if (event.data.length > 0) {
          onEvent({ id: event.id, type: event.type, data: JSON.parse(event.data.join("\n")) });
        }
        event = newEvent(event.id);
      } else {
        takeField(event, text);
      }
    }
  }
}

function newEvent(id) {
  return { id, type: "message", data: [] };
}

function takeField(event, line) {
  const colon = line.indexOf(":");
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (name === "event") event.type = value;
  else if (name === "data") event.data.push(value);
  else if (name === "id") event.id = value;
}
