// An investigation: asks and looks without leaving the page, opens a paper beside the work, keeps every change by itself, and sends
// later what the network did not take.
import { Live, newKey } from "./live.js";

const config = JSON.parse(document.getElementById("visit-config").textContent);
const root = document.querySelector("[data-visit]");
const saved = () => root.querySelector("[data-saved]");
const PERIOD = 5000;
const SOON = 900;
const STORE = `duzuo-visit-${config.visit}`;
const BACK_OFF = [2000, 4000, 8000, 15000];

const params = new URLSearchParams(location.search);
const live = new Live(root, config, {
  sent(form, answer) { told(); if (answer.handed_in) { live.leave(config.doneUrl); return; } if (answer.pieces?.length) open({ piece: answer.pieces[0] }, form.dataset.act.startsWith("look")); },
  unsent(form) { if ("autosave" in form.dataset) later(form); },
  news() { paintSaved(); },
});

function address() {
  const query = params.toString();
  return query ? `?${query}` : location.pathname;
}

// What is shown beside and below: the address says it, so that a reload and a sent link show the same.
function open(wanted, jump = false) {
  for (const [name, value] of Object.entries(wanted)) value ? params.set(name, value) : params.delete(name);
  if ("piece" in wanted) { if (!("q" in wanted)) params.delete("q"); if (!("by" in wanted)) params.delete("by"); }
  history.replaceState(null, "", address());
  live.config.stateUrl = `${config.stateUrl0}&${params}`;
  return live.refresh().then(() => { if (jump && matchMedia("(max-width: 1099.98px)").matches) root.querySelector("[data-part=piece]").scrollIntoView(); });
}
config.stateUrl0 = config.stateUrl;
live.config.stateUrl = `${config.stateUrl0}&${params}`;

root.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-open]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const wanted = Object.fromEntries(new URLSearchParams(new URL(link.href).search));
  open(wanted, link.dataset.open === "piece");
});

root.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-open-form]");
  if (!form) return;
  event.preventDefault();
  open(Object.fromEntries(new FormData(form)));
}, true);

// --- keeping by itself ------------------------------------------------------------------------------------------------

let lastSaved = "";
const timers = new Map();
let failures = 0;
let timer = 0;

const queue = () => JSON.parse(localStorage.getItem(STORE) || "[]");
function keep(items) {
  try { items.length ? localStorage.setItem(STORE, JSON.stringify(items)) : localStorage.removeItem(STORE); } catch { /* full or forbidden: the form still shows it */ }
}

function told() {
  lastSaved = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  paintSaved();
}

function paintSaved() {
  const node = saved();
  if (!node) return;
  const waits = queue().length;
  node.textContent = waits ? config.words.waits.replace("%(count)s", waits) : lastSaved ? config.words.saved.replace("%(time)s", lastSaved) : "";
  node.dataset.tone = waits ? "warn" : "";
}

// The newest state of a form replaces an older one that still waits.
function later(form) {
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  keep([...queue().filter((item) => item.act !== form.dataset.act), { act: form.dataset.act, url: form.action, fields, key: form.dataset.key || newKey() }]);
  paintSaved();
  failures += 1;
  soon();
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(resend, BACK_OFF[Math.min(failures, BACK_OFF.length) - 1] || 0);
}

async function resend() {
  const [first] = queue();
  if (!first) return;
  const body = new FormData();
  first.fields.forEach(([name, value]) => body.append(name, value));
  body.set("key", first.key);
  body.set("csrfmiddlewaretoken", root.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    const answer = await fetch(first.url, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.status >= 500) throw new Error("again");
    failures = 0;
    keep(queue().filter((item) => item.key !== first.key));
    told();
    if (answer.status === 422) { const problem = await answer.json(); document.dispatchEvent(new CustomEvent("duzuo:toast", { detail: { text: Object.values(problem.errors).flat().join(" "), tone: "bad" } })); }
    if (queue().length) resend(); else live.refresh();
  } catch { failures += 1; soon(); }
}

function schedule(form, delay) {
  clearTimeout(timers.get(form.dataset.act));
  timers.set(form.dataset.act, setTimeout(() => { timers.delete(form.dataset.act); if (form.isConnected) live.send(form); }, delay));
}

root.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosave]");
  if (form) schedule(form, 50);
});
root.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-autosave]");
  if (form && event.target.tagName === "TEXTAREA") schedule(form, SOON);
});

if (queue().length) resend();
paintSaved();
live.every(PERIOD);
