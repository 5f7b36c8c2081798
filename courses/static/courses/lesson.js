// Reading: which parts were really on the screen, where the reader is, and notes that save themselves.
const DWELL = 1500;
const REPORT_AFTER = 4000;

const lesson = document.querySelector("[data-lesson]");
const headers = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}");

function follow(url) {
  const sections = [...lesson.querySelectorAll(".lesson-section")];
  const seen = new Set(JSON.parse(lesson.dataset.seen || "[]"));
  const fresh = new Set();
  const timers = new Map();
  let position = "";
  let moved = false;
  let due = null;
  let last = Promise.resolve();

  // Reports go one after the other; whoever waits for the newest knows that all are there.
  function report(leaving = false) {
    clearTimeout(due);
    due = null;
    if (leaving) send(true);
    else last = last.then(() => send());
    return last;
  }

  async function send(leaving = false) {
    if (!fresh.size && !moved) return;
    const sent = [...fresh];
    fresh.clear();
    moved = false;
    try {
      const answer = await fetch(url, {
        method: "POST",
        keepalive: leaving,
        headers: { "Content-Type": "application/json", Accept: "application/json", ...headers() },
        body: JSON.stringify({ seen: sent, position }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.json());
    } catch { sent.forEach((id) => fresh.add(id)); }
  }

  function show(state) {
    const count = document.querySelector("[data-lesson-count]");
    if (count) count.textContent = `${state.seen} / ${state.total}`;
    const list = document.querySelector("[data-lesson-missing]");
    if (list) list.replaceChildren(...state.missing.slice(0, 5).map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    if (state.done) lesson.dispatchEvent(new CustomEvent("duzuo:lesson-done", { bubbles: true }));
  }

  const soon = () => { due ??= setTimeout(report, REPORT_AFTER); };

  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries) {
      const id = target.id.slice(2);
      // Half of a short part, or half a screen of a long one.
      const enough = isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight * 0.5);
      if (enough && !timers.has(id)) {
        timers.set(id, setTimeout(() => {
          if (position !== id) { position = id; moved = true; }
          if (!seen.has(id)) { seen.add(id); fresh.add(id); }
          if (moved || fresh.size) soon();
        }, DWELL));
      } else if (!enough && timers.has(id)) {
        clearTimeout(timers.get(id));
        timers.delete(id);
      }
    }
  }, { threshold: [0, 0.1, 0.25, 0.5, 0.75, 1] });
  sections.forEach((section) => watcher.observe(section));

  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") report(true); });
  addEventListener("pagehide", () => report(true));
  const again = () => { moved = true; report(); };
  document.addEventListener("duzuo:watched", ({ detail }) => { if (detail.complete) again(); });
  document.addEventListener("htmx:afterSwap", ({ target }) => { if (target.closest?.(".quiz")) again(); });

  // "I am done" must not overtake what was just read.
  document.querySelector("[data-lesson-done]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    await report();
    event.target.submit();
  });
}

function keepNotes(form) {
  const area = form.querySelector("textarea");
  const state = form.querySelector("[data-note-state]");
  let saved = area.value;
  let due = null;

  async function save(leaving = false) {
    clearTimeout(due);
    due = null;
    const text = area.value;
    if (text === saved) return true;
    try {
      const answer = await fetch(form.action, { method: "POST", keepalive: leaving, headers: { Accept: "application/json", ...headers() }, body: new FormData(form) });
      if (!answer.ok) throw new Error(String(answer.status));
      saved = text;
      state.textContent = state.dataset.saved;
      return true;
    } catch {
      state.textContent = state.dataset.failed;
      return false;
    }
  }

  area.addEventListener("input", () => { state.textContent = ""; clearTimeout(due); due = setTimeout(save, 1500); });
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  addEventListener("pagehide", () => save(true));
}

if (lesson?.dataset.progressUrl) follow(lesson.dataset.progressUrl);
document.querySelectorAll("[data-note]").forEach(keepNotes);
