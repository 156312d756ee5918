// What a trace says, as elements. Every text in it is somebody else's and is only ever text.

import { sourceAddress } from "./api.js";
import { make } from "./dom.js";
import { language, say } from "./words.js";

const spends = ["Instructions", "Knowledge", "History", "Message"];
const kinds = {
  instruction: "partInstruction",
  data: "partData",
  history: "partHistory",
  message: "partMessage",
};
const outcomes = {
  parts: "outcomeParts",
  unchanged: "outcomeUnchanged",
  answered: "outcomeAnswered",
  refused: "outcomeRefused",
  skipped: "outcomeSkipped",
  failed: "outcomeFailed",
};

/** The elements for what `GET /api/messages/{id}/trace` answered. */
export function traceView(trace) {
  return [
    summary(trace),
    budget(trace.budget),
    section("traceParts", parts(trace)),
    section("traceDropped", (trace.dropped ?? []).map(dropped)),
    section("traceLookups", (trace.lookups ?? []).map(lookup)),
    section("traceHooks", (trace.hooks ?? []).map(hook)),
    section("traceAttempts", (trace.attempts ?? []).map(attempt)),
  ].filter(Boolean);
}

function summary(trace) {
  const model = trace.verdict
    ? say("tracePlugin", { plugin: trace.verdict.plugin })
    : [trace.upstream, trace.model].filter(Boolean).filter(isFirst).join(" · ");
  const usage = trace.usage;
  return make(
    "div",
    { class: "trace-summary" },
    make("p", {}, say("traceBy", { model, persona: trace.persona, time: time(trace.milliseconds) })),
    usage &&
      make(
        "p",
        { class: "trace-soft" },
        say("traceUsage", { input: count(usage.input_tokens), output: count(usage.output_tokens) }),
        usage.estimated ? ` ${say("traceEstimated")}` : "",
      ),
  );
}

/** How the context was spent: a bar, and the same in words. */
function budget(budget) {
  if (!budget) return null;
  const shares = spends.map((name) => ({
    name,
    tokens: budget[name.toLowerCase()] ?? 0,
  }));
  const bar = make("div", { class: "trace-bar", "aria-hidden": "true" });
  for (const { name, tokens } of shares) {
    const piece = make("span", { class: `spend-${name.toLowerCase()}` });
    piece.style.flexGrow = String(tokens);
    bar.append(piece);
  }
  return make(
    "section",
    { class: "trace-section", "aria-label": say("tracePrompt") },
    bar,
    make(
      "ul",
      { class: "trace-legend" },
      ...shares.map(({ name, tokens }) =>
        make(
          "li",
          {},
          make("i", { class: `spend-${name.toLowerCase()}`, "aria-hidden": "true" }),
          `${say(`budget${name}`)} ${count(tokens)}`,
        ),
      ),
    ),
    make(
      "p",
      { class: "trace-soft" },
      say("traceBudget", {
        prompt: count(budget.prompt),
        context: count(budget.context),
        list: `${count(budget.reply)} ${say("budgetReply")}`,
      }),
    ),
  );
}

function parts(trace) {
  const parts = trace.parts ?? [];
  if (parts.length === 0) return [make("li", { class: "trace-note" }, say("traceNoPrompt"))];
  const most = Math.max(1, ...parts.map((part) => part.tokens));
  return parts.map((part) => {
    const fill = make("span", { class: `spend-${spendOf(part)}` });
    fill.style.width = `${(100 * part.tokens) / most}%`;
    const facts = [
      say("traceTokens", { count: count(part.tokens) }),
      part.index != null && say("traceNumber", { index: part.index }),
      part.score != null && say("traceScore", { score: part.score.toFixed(2) }),
      part.milliseconds > 0 && time(part.milliseconds),
    ];
    return make(
      "li",
      { class: "trace-item" },
      make(
        "details",
        {},
        make(
          "summary",
          {},
          make(
            "span",
            { class: "trace-name", dir: "auto" },
            part.source?.title || say(kinds[part.kind] ?? "partData"),
          ),
          make("span", { class: "trace-plugin" }, part.plugin),
          make("span", { class: "trace-soft" }, facts.filter(Boolean).join(" · ")),
          make("span", { class: "trace-size", "aria-hidden": "true" }, fill),
        ),
        part.source && make("p", { class: "trace-soft" }, sourceLink(part.source)),
        make("pre", { class: "trace-text", dir: "auto", tabindex: "0" }, part.text),
      ),
    );
  });
}

function spendOf(part) {
  if (part.kind === "history" || part.kind === "message") return part.kind;
  return part.plugin === "parley" ? "instructions" : "knowledge";
}

function dropped(part) {
  return item(
    part.source?.title || say(kinds[part.kind] ?? "partData"),
    part.plugin,
    say("traceTokens", { count: count(part.tokens) }),
    part.reason,
  );
}

function lookup(lookup) {
  const reading = lookup.reading ?? {};
  const order = reading.order ? [say("traceFirst", { order: reading.order })] : [];
  const readAs = [...(reading.filters ?? []), ...order].join("; ");
  const words = (reading.terms ?? []).join(", ");
  const emptied = (reading.emptied ?? []).join("; ");
  const found = say("traceFound", { total: count(lookup.total), collection: lookup.collection });
  return item(
    `“${lookup.text}”`,
    lookup.plugin,
    `${found} · ${time(lookup.milliseconds)}`,
    readAs && say("traceReadAs", { list: readAs }),
    words && say("traceWords", { list: words }),
    emptied && say("traceEmptied", { list: emptied }),
  );
}

function hook(run) {
  const outcome = say(outcomes[run.outcome] ?? "outcomeUnchanged", {
    count: run.parts,
    reason: run.reason,
  });
  const element = item(run.plugin, run.hook, time(run.milliseconds), outcome);
  if (run.outcome === "skipped" || run.outcome === "failed") element.classList.add("is-amiss");
  return element;
}

function attempt(attempt) {
  const first = attempt.first_text_milliseconds;
  const element = item(
    attempt.upstream,
    attempt.error?.code ?? "",
    time(attempt.milliseconds),
    attempt.error?.message ?? say("traceOK"),
    first != null && say("traceFirstText", { time: time(first) }),
  );
  if (attempt.error) element.classList.add("is-amiss");
  return element;
}

/** One line with a name, where it comes from, its cost, and sentences below it. */
function item(name, origin, cost, ...sentences) {
  return make(
    "li",
    { class: "trace-item" },
    make("span", { class: "trace-name", dir: "auto" }, name),
    origin ? make("span", { class: "trace-plugin" }, origin) : null,
    make("span", { class: "trace-soft" }, cost),
    ...sentences.filter(Boolean).map((text) => make("p", { dir: "auto" }, text)),
  );
}

function section(title, items) {
  if (items.length === 0) return null;
  return make(
    "section",
    { class: "trace-section" },
    make("h3", {}, say(title)),
    make("ul", { class: "trace-list" }, ...items),
  );
}

function sourceLink(source) {
  const version = source.version ? ` · ${source.version}` : "";
  return make(
    "span",
    {},
    make(
      "a",
      { href: sourceAddress(source), target: "_blank", rel: "noopener noreferrer" },
      `${source.collection}/${source.id}`,
    ),
    version,
  );
}

function isFirst(value, index, all) {
  return all.indexOf(value) === index;
}

function count(number) {
  return (number ?? 0).toLocaleString(language);
}

function time(milliseconds = 0) {
  const [value, unit] = milliseconds < 1000 ? [milliseconds, "ms"] : [milliseconds / 1000, "s"];
  const digits = unit === "s" || value < 10 ? 1 : 0;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })} ${unit}`;
}
