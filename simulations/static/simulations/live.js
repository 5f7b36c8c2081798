// A page that several people work on at once: asks for news by a signed ticket, shows what changed, keeps what is being typed,
// and sends each act once, however often it is pressed or repeated.
const bare = (html) => html.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");

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

export function newKey() { return crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random().toString(36).slice(2, 12)}`; }

function showErrors(form, words) {
  const note = form.querySelector("[data-errors]");
  if (!note) return;
  note.querySelector("p").textContent = words;
  note.hidden = false;
}

export class Live {
  // config: version, ticket, stateUrl, words.offline; on.shown(node), on.news(answer), on.sent(form, answer) are optional.
  constructor(root, config, on = {}) {
    this.root = root;
    this.config = config;
    this.on = on;
    this.version = config.version;
    this.skew = 0;
    this.failures = 0;
    this.asking = null;
    this.leaving = false;
    this.held = null;  // a form that is being asked about ("really?") must not be taken away from under the question
    this.waiting = new WeakSet();
    this.offline = root.querySelector("[data-offline]");
    this.shown = new Map(this.parts().map((node) => [node.dataset.part, node.innerHTML]));
    root.addEventListener("submit", (event) => {
      const form = event.target.closest("[data-act]");
      if (!form || event.defaultPrevented) return;
      event.preventDefault();
      this.send(form);
    });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.ask(); });
    window.addEventListener("online", () => this.ask());
    window.addEventListener("pageshow", () => { this.leaving = false; });
  }

  parts() { return [...this.root.querySelectorAll("[data-part]")]; }

  every(milliseconds) { setInterval(() => { if (!document.hidden || this.failures) this.ask(); }, milliseconds); }

  show(news) {
    if (document.querySelector("dialog[open]")) { this.held = news; return; }
    this.held = null;
    for (const node of this.parts()) {
      const html = news[node.dataset.part];
      if (html === undefined || bare(html) === bare(this.shown.get(node.dataset.part) || "")) continue;
      const memory = remember(node);
      node.innerHTML = html;
      this.shown.set(node.dataset.part, html);
      restore(node, memory);
      this.on.shown?.(node);
    }
  }

  // On the way to another page nothing is asked any more: an answer that reloads this one would bring the person back.
  leave(url) { this.leaving = true; location.assign(url); }

  async ask() {
    if (this.leaving) return;
    if (this.asking) return this.asking;
    this.asking = (async () => {
      try {
        const headers = { "X-Room-Ticket": this.config.ticket, "If-None-Match": `"${this.version}"` };
        const answer = await fetch(this.config.stateUrl, { headers, cache: "no-store" });
        if (this.leaving) return;
        if (answer.status === 403) { location.reload(); return; }
        if (answer.status === 200) {
          const news = await answer.json();
          this.skew = new Date(news.now) - Date.now();
          this.version = news.version;
          this.show(news.parts);
          this.on.news?.(news);
        }
        this.failures = 0;
        this.offline.hidden = true;
      } catch {
        this.failures += 1;
        this.offline.querySelector("p").textContent = this.config.words.offline;
        this.offline.hidden = false;
      } finally { this.asking = null; }
    })();
    return this.asking;
  }

  // All that is on the page again, whatever its version says.
  async refresh() {
    if (this.asking) await this.asking;
    this.version = -1;
    return this.ask();
  }

  // One press, one act: the key makes a doubled or repeated request harmless.
  async send(form) {
    if (this.waiting.has(form)) return;
    this.waiting.add(form);
    const body = new FormData(form);
    form.dataset.key ||= newKey();
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
        if (!("kept" in form.dataset)) form.reset();
        this.on.sent?.(form, await answer.json());
        await this.refresh();
      } else location.reload();
    } catch { showErrors(form, this.config.words.offline); this.on.unsent?.(form); }
    finally { this.waiting.delete(form); buttons.forEach((button) => { button.disabled = false; }); }
  }
}
