// The exam page: notes every change, sends it within three seconds, and says "saved" only when the server's receipt is there.
import { ExamClock } from "./exam_clock.js";
import { Outbox } from "./outbox.js";
import { openable } from "./calculator.js";

const config = JSON.parse(document.getElementById("sitting-config").textContent);
const words = config.words;
const DEBOUNCE = 1200;
const LONGEST_WAIT = 2500;
const form = document.getElementById("paper");
const questions = new Map([...document.querySelectorAll(".paper-question")].map((node) => [Number(node.dataset.position), node]));
const sheet = new Map([...document.querySelectorAll("[data-sheet]")].map((node) => [Number(node.dataset.sheet), node]));
const saved = document.getElementById("saved");
const notice = document.getElementById("notice");
const say = (text) => { document.getElementById("announce").textContent = text; };
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const known = new Map();  // position → what has its receipt, as text
const dirty = new Map();  // position → since when it waits to be queued
let readOnly = false;
let leaving = false;

function read(position) {
  const node = questions.get(position);
  const inputs = [...node.querySelectorAll(`[name="q${position}"]`)];
  const picked = inputs.filter((input) => input.checked).map((input) => input.value);
  const typed = inputs.length === 1 && !["radio", "checkbox"].includes(inputs[0].type);
  return { value: typed ? inputs[0].value : picked.join(","), flagged: node.querySelector(`[name="f${position}"]`).checked };
}

function write(position, value, flagged) {
  const node = questions.get(position);
  if (!node) return;
  const inputs = [...node.querySelectorAll(`[name="q${position}"]`)];
  const chosen = new Set(value.split(","));
  for (const input of inputs) {
    if (["radio", "checkbox"].includes(input.type)) input.checked = chosen.has(input.value);
    else input.value = value;
  }
  node.querySelector(`[name="f${position}"]`).checked = flagged;
}

const same = (one, other) => one && other && one.value === other.value && one.flagged === other.flagged;
// Saved is what has its receipt, and nothing else: a refused answer still waits.
const waits = (position) => outbox.isPending(position) || !same(read(position), known.get(position));

function paint(position) {
  const now = read(position);
  const link = sheet.get(position);
  const states = [now.value.trim() && "answered", now.flagged && "flagged", waits(position) && "pending"].filter(Boolean);
  if (link.dataset.state !== states.join(" ")) link.dataset.state = states.join(" ");
}

function paintSaved() {
  const total = questions.size;
  const pending = [...questions.keys()].filter(waits).length;
  const done = [...questions.keys()].filter((position) => !waits(position) && read(position).value.trim()).length;
  const trouble = pending > 0 && (outbox.offline || readOnly);
  const text = fill(trouble ? words.pending : pending ? words.saving : words.saved, { saved: done, total, n: pending });
  if (saved.textContent !== text) saved.textContent = text;
  saved.dataset.tone = trouble ? "warn" : pending ? "" : "good";
  if (trouble && !readOnly) tell(words.offline, "warn", "offline");
  else if (notice.dataset.about === "offline") { notice.hidden = true; notice.dataset.about = ""; }
}

function tell(text, tone, about) {
  notice.className = `note ${tone} paper-note`;
  notice.querySelector("p").textContent = text;
  notice.dataset.about = about;
  notice.hidden = false;
}

function stopWriting(text, { offer = false } = {}) {
  if (readOnly) return;
  readOnly = true;
  for (const input of form.querySelectorAll("input, textarea, button")) input.disabled = true;
  document.getElementById("hand-in").disabled = true;
  tell(text, "bad", "stopped");
  say(text);
  document.getElementById("take-over").hidden = !offer;
  window.scrollTo({ top: 0 });
}

const outbox = new Outbox(config, {
  change() { questions.forEach((_, position) => paint(position)); paintSaved(); },
  receipt(item, receipt, afterTrouble) {
    known.set(item.position, { value: item.value, flagged: item.flagged });
    questions.get(item.position)?.querySelector("[data-answer-state]").replaceChildren();
    clock.correct(receipt.now, receipt.deadline);
    form.elements.seen.value = outbox.serverSeq;
    if (afterTrouble && !outbox.pending) say(words.back);
  },
  refused(item, reason) {
    const state = questions.get(item.position)?.querySelector("[data-answer-state]");
    if (reason === "late" && state) state.textContent = words.late;
    if (reason === "taken_over") { outbox.stop(); stopWriting(words.takenOver, { offer: true }); }
    else if (reason === "closed" || reason === "late" || reason === "gone") stopWriting(words.closed);
    else tell(words.refused, "bad", "refused");
  },
});

const clock = new ExamClock(config, document.getElementById("clock"), {
  minutes(n) { const text = n === 1 ? words.oneMinute : fill(words.minutesLeft, { n }); say(text); tell(text, n === 1 ? "bad" : "warn", "time"); },
  more() { say(words.more); tell(words.more, "good", "time"); },
  over() { finish(); },
});

function queue(position) {
  dirty.delete(position);
  const now = read(position);
  const newest = outbox.items.findLast?.((item) => item.position === position) || known.get(position);
  if (!same(now, newest)) outbox.put(position, now.value, now.flagged);
}

function flush() {
  for (const position of [...dirty.keys()]) queue(position);
  outbox.send();
}

let timer = 0;
function changed(event) {
  const node = event.target.closest(".paper-question");
  if (!node || readOnly) return;
  const position = Number(node.dataset.position);
  const first = dirty.get(position) ?? performance.now();
  dirty.set(position, first);
  paint(position);
  paintSaved();
  clearTimeout(timer);
  const at_once = ["radio", "checkbox"].includes(event.target.type);
  timer = setTimeout(flush, at_once ? 150 : Math.max(0, Math.min(DEBOUNCE, first + LONGEST_WAIT - performance.now())));
}

// The last answers go first; what still waits then is kept by the server's own closing.
async function finish() {
  flush();
  await ask();  // more time may have been granted since the last answer
  if (clockExtended()) return;
  say(words.timeOver);
  const until = performance.now() + Math.max(0, config.graceSeconds - 2) * 1000;
  while ((outbox.pending || dirty.size) && performance.now() < until && !clockExtended()) await new Promise((done) => setTimeout(done, 300));
  if (clockExtended()) return;
  stopWriting(words.timeOver);
  leaving = true;
  // Browsers of one hall do not all ask in the same second.
  setTimeout(() => location.assign(config.resultUrl), (config.graceSeconds + 6) * 1000 * (outbox.pending ? 1 : 0.1) + Math.random() * 3000);
  if (!outbox.pending) submitNow();
}

const clockExtended = () => clock.left() > 0;

async function submitNow() {
  const plain = document.getElementById("submit-form");
  plain.elements.last_seq.value = outbox.serverSeq;
  leaving = true;
  await outbox.wipe();
  for (const input of plain.querySelectorAll("input, button")) input.disabled = false;
  plain.submit();
}

function summary() {
  const numbers = (test) => [...questions.keys()].filter(test).map((position) => Number(sheet.get(position).dataset.number)).sort((a, b) => a - b);
  const empty = numbers((position) => !read(position).value.trim());
  const flags = numbers((position) => read(position).flagged);
  const dialog = document.getElementById("ask-hand-in");
  const total = questions.size;
  dialog.querySelector("[data-summary]").textContent = empty.length ? fill(words.unanswered, { n: empty.length, total, list: empty.join(", ") }) : fill(words.allAnswered, { total });
  const marked = dialog.querySelector("[data-flags]");
  marked.hidden = !flags.length;
  marked.textContent = fill(words.flagged, { n: flags.length, list: flags.join(", ") });
  return dialog;
}

document.getElementById("hand-in").addEventListener("click", (event) => {
  event.preventDefault();
  if (readOnly) return;
  flush();
  summary().showModal();
});

document.getElementById("submit-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (outbox.pending || dirty.size) {
    document.querySelector("#ask-hand-in [data-summary]").textContent = fill(words.waitToHandIn, { n: outbox.pending + dirty.size });
    flush();
    return;
  }
  document.getElementById("really-hand-in").disabled = true;
  submitNow();
});

form.addEventListener("submit", (event) => { event.preventDefault(); flush(); });
form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("focusout", () => { if (dirty.size) flush(); });
window.addEventListener("online", () => outbox.soon(0));
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); });
window.addEventListener("beforeunload", (event) => { if (!leaving && !readOnly && (dirty.size || outbox.pending)) { flush(); event.preventDefault(); } });
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

async function ask() {
  const sentAt = performance.now();
  try {
    const answer = await fetch(config.stateUrl, { cache: "no-store", headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const state = await answer.json();
    clock.correct(state.now, state.deadline, sentAt);
    if (!state.open) location.assign(config.resultUrl);
    else if (!state.here && !readOnly) { outbox.stop(); stopWriting(words.takenOver, { offer: true }); }
    if (outbox.offline) outbox.soon(0);
  } catch { /* no network: the outbox says so */ }
}
setInterval(ask, 30000);

// One window of this browser writes; a second one may only look until it takes over. Each take-over has a lock of its own, and tells
// the window that wrote before.
const channel = window.BroadcastChannel ? new BroadcastChannel(`sitting-${config.sitting}`) : null;
channel?.addEventListener("message", (event) => {
  if (event.data === config.hold) return;
  outbox.stop();
  stopWriting(words.takenOver, { offer: true });
});

async function onlyOne() {
  channel?.postMessage(config.hold);
  if (!navigator.locks) return true;
  // A reload may come before the old page has let go.
  for (let times = 0; times < 6; times += 1) {
    if (await holdLock()) return true;
    await new Promise((done) => setTimeout(done, 300));
  }
  return false;
}

function holdLock() {
  return new Promise((answer) => {
    navigator.locks.request(`sitting-${config.hold}`, { ifAvailable: true }, (lock) => {
      answer(Boolean(lock));
      return lock ? new Promise(() => undefined) : undefined;
    });
  });
}

openable(document.getElementById("open-calculator"), document.getElementById("calculator"));
document.getElementById("plain-actions").hidden = true;
if (matchMedia("(max-width: 767px)").matches) document.getElementById("sheet").open = false;
questions.forEach((_, position) => known.set(position, read(position)));
outbox.open().then(async (waiting) => {
  for (const item of waiting) write(item.position, item.value, item.flagged);
  outbox.on.change();
  if (!(await onlyOne())) { outbox.stop(); stopWriting(words.otherWindow, { offer: true }); }
});
