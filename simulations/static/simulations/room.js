// The committee room: asks for news every two seconds, shows what changed, and keeps what is being typed.
const config = JSON.parse(document.getElementById("room-config").textContent);
const root = document.querySelector("[data-room]");
const offline = root.querySelector("[data-offline]");
const said = root.querySelector("[data-said]");
const PERIOD = 2000;
let version = config.version;
let skew = 0;
let asking = null;
let failures = 0;

const parts = () => [...root.querySelectorAll("[data-part]")];

// What somebody has typed or ticked, by form and field, so that news never wipes it.
function remember(node) {
  const kept = new Map();
  for (const form of node.querySelectorAll("[data-act]")) {
    const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden");
    kept.set(form.dataset.act, fields.map((field) => [field.name, field.type, field.value, field.checked]));
  }
  const open = [...node.querySelectorAll("details")].map((one) => one.open);
  const focused = node.contains(document.activeElement) ? document.activeElement : null;
  const form = focused?.closest("[data-act]")?.dataset.act;
  return { kept, open, count: open.length, focus: focused?.id || "", form, caret: focused?.selectionStart ?? null, errors: errorsOf(node) };
}

function errorsOf(node) {
  return new Map([...node.querySelectorAll("[data-act]")].map((form) => [form.dataset.act, form.querySelector("[data-errors]:not([hidden]) p")?.textContent || ""]));
}

function restore(node, memory) {
  for (const form of node.querySelectorAll("[data-act]")) {
    const values = memory.kept.get(form.dataset.act) || [];
    for (const [name, type, value, checked] of values) {
      const same = [...form.elements].filter((field) => field.name === name);
      if (type === "checkbox" || type === "radio") { const one = same.find((field) => field.value === value); if (one) one.checked = checked; }
      else if (same[0]) same[0].value = value;
    }
    const words = memory.errors.get(form.dataset.act);
    if (words) showErrors(form, words);
  }
  const details = [...node.querySelectorAll("details")];
  if (details.length === memory.count) details.forEach((one, place) => { one.open = memory.open[place]; });
  const focus = memory.focus && document.getElementById(memory.focus);
  if (focus && node.contains(focus)) {
    focus.focus({ preventScroll: true });
    if (memory.caret !== null && focus.setSelectionRange && /^(text|textarea)$/.test(focus.type)) focus.setSelectionRange(memory.caret, memory.caret);
  }
}

const shown = new Map(parts().map((node) => [node.dataset.part, node.innerHTML]));
const bare = (html) => html.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");

// A form that is being asked about ("really?") must not be taken away from under the question.
let held = null;

function show(news) {
  if (document.querySelector("dialog[open]")) { held = news; return; }
  held = null;
  for (const node of parts()) {
    const html = news[node.dataset.part];
    if (html === undefined || bare(html) === bare(shown.get(node.dataset.part) || "")) continue;
    const memory = remember(node);
    node.innerHTML = html;
    shown.set(node.dataset.part, html);
    restore(node, memory);
    if (node.dataset.part === "head") said.textContent = node.querySelector(".room-phase")?.textContent || "";
  }
  paintClock();
}

async function ask() {
  if (asking) return asking;
  asking = (async () => {
    try {
      const answer = await fetch(config.stateUrl, { headers: { "X-Room-Ticket": config.ticket, "If-None-Match": `"${version}"` }, cache: "no-store" });
      if (answer.status === 403) { location.reload(); return; }
      if (answer.status === 200) {
        const news = await answer.json();
        skew = new Date(news.now) - Date.now();
        version = news.version;
        show(news.parts);
      }
      failures = 0;
      offline.hidden = true;
    } catch {
      failures += 1;
      offline.querySelector("p").textContent = config.words.offline;
      offline.hidden = false;
    } finally { asking = null; }
  })();
  return asking;
}

function tick() {
  if (held) show(held);
  paintClock();
}

function paintClock() {
  const clock = root.querySelector("[data-clock]");
  if (!clock) return;
  const seconds = Math.round((new Date(clock.dataset.clock) - Date.now() - skew) / 1000);
  const time = `${Math.floor(Math.abs(seconds) / 60)}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`;
  clock.dataset.tone = seconds < 0 ? "bad" : "";
  clock.querySelector("[data-clock-words]").textContent = seconds < 0 ? `${config.words.over} +${time}` : config.words.left.replace("%(time)s", time);
}

function showErrors(form, words) {
  const note = form.querySelector("[data-errors]");
  if (!note) return;
  note.querySelector("p").textContent = words;
  note.hidden = false;
}

function key() { return crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random().toString(36).slice(2, 12)}`; }

// One press, one act: the key makes a doubled or repeated request harmless.
const waiting = new WeakSet();
async function send(form) {
  if (waiting.has(form)) return;
  waiting.add(form);
  const body = new FormData(form);
  form.dataset.key ||= key();
  body.set("key", form.dataset.key);
  const buttons = [...form.querySelectorAll("button")];
  buttons.forEach((button) => { button.disabled = true; });
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.status === 422) {
      const problem = await answer.json();
      delete form.dataset.key;
      showErrors(form, Object.values(problem.errors).flat().join("\n"));
      form.querySelector("[data-errors]")?.scrollIntoView({ block: "nearest" });
    } else if (answer.ok) {
      delete form.dataset.key;
      form.querySelector("[data-errors]")?.setAttribute("hidden", "");
      form.reset();
      version = -1;
      await ask();
    } else location.reload();
  } catch { showErrors(form, config.words.offline); }
  finally { waiting.delete(form); buttons.forEach((button) => { button.disabled = false; }); }
}

root.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-act]");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  send(form);
});

setInterval(() => { if (!document.hidden || failures) ask(); }, PERIOD);
setInterval(tick, 1000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
window.addEventListener("online", ask);
tick();
