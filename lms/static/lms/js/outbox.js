// Forms that go on without network: what is sent waits encrypted on this device until the server has taken it, exactly once.
//
// In a template; the tag brings the state of the box, its words and this script:
//   {% load outbox %}
//   <form method="post" action="{% url 'visit-send' %}" data-outbox="visits" data-outbox-title="merchant">{% csrf_token %} … </form>
//   {% outbox "visits" %}             pages without the form may show the box, too, and send from there
// The form:  data-outbox            the box it goes to
//            data-outbox-title      the field whose text names an entry in the list of what waits
//            data-outbox-follow     go to the answer's url once it has arrived; otherwise the form is emptied for the next entry
// Fields:    data-outbox-now        a datetime-local that starts at the present minute, again after every entry
//            data-outbox-photo      a file that is made small (JPEG, 1280 px) and sent under its name as a data: text
// Sent is    POST application/json with X-CSRFToken and {client_key, entered_at, …fields}; a name chosen several times is a list.
// Answers    200, 201 {url, message, repeated}           taken; repeated says that this client_key had arrived before
//            400, 404, 409, 410, 413, 422 {message, errors: {field: [text]}}   not taken: stays here with these words until corrected or removed
//            anything else (no network, 5xx, 429, a sign-in page, 403) is tried again later
// Without script the form is an ordinary POST; the view takes both, a hidden client_key in the form makes that one safe as well.
// Tells      document event duzuo:outbox {box, waiting, refused}
const BACK_OFF = [2000, 5000, 15000, 30000, 60000];
const REFUSED = new Set([400, 404, 409, 410, 413, 422]);
const SIDE = 1280;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const toast = (text, tone) => document.dispatchEvent(new CustomEvent("duzuo:toast", { detail: { text, tone } }));
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
}

function asked(request) {
  return new Promise((ok, bad) => { request.onsuccess = () => ok(request.result); request.onerror = () => bad(request.error); });
}

// The key is in the page of the person alone: whoever finds the phone, or signs in after them, reads nothing.
// Without WebCrypto (plain http) entries wait in this tab only.
async function openStore(owner, hexKey) {
  if (!window.crypto?.subtle || !window.indexedDB) return tabStore(owner);
  const key = await crypto.subtle.importKey("raw", bytes(hexKey), "AES-GCM", false, ["encrypt", "decrypt"]);
  const opening = indexedDB.open("duzuo-outbox", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("entries", { keyPath: "id" });
  const base = await asked(opening);
  const rows = (mode) => base.transaction("entries", mode).objectStore("entries");
  return {
    async load() {
      const found = (await asked(rows("readonly").getAll())).filter((row) => row.owner === owner);
      const read = await Promise.all(found.map(async ({ iv, data }) => {
        try { return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data))); } catch { return null; }
      }));
      return read.filter(Boolean).sort((one, other) => one.made - other.made);
    },
    async keep(entry) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(entry)));
      await asked(rows("readwrite").put({ id: entry.id, owner, iv, data }));
    },
    async drop(id) { await asked(rows("readwrite").delete(id)); },
  };
}

function tabStore(owner) {
  const prefix = `duzuo-outbox:${owner}:`;
  return {
    async load() {
      const names = Object.keys(sessionStorage).filter((name) => name.startsWith(prefix));
      return names.map((name) => JSON.parse(sessionStorage.getItem(name))).sort((one, other) => one.made - other.made);
    },
    async keep(entry) { sessionStorage.setItem(prefix + entry.id, JSON.stringify(entry)); },
    async drop(id) { sessionStorage.removeItem(prefix + id); },
  };
}

async function shrunk(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.75);
}

async function read(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (name === "csrfmiddlewaretoken" || name === "client_key") continue;
    let plain = value;
    if (value instanceof File) {
      if (!value.size) continue;
      plain = await shrunk(value);
    }
    fields[name] = name in fields ? [fields[name], plain].flat() : plain;
  }
  return fields;
}

function write(form, fields) {
  for (const input of form.elements) {
    if (!input.name || input.type === "file" || input.type === "hidden") continue;
    const values = [fields[input.name] ?? []].flat();
    if (input.type === "radio" || input.type === "checkbox") input.checked = values.includes(input.value);
    else input.value = values[0] ?? "";
  }
}

function setNow(form) {
  const now = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  for (const input of form.querySelectorAll("[data-outbox-now]")) input.value = now;
}

class Box {
  constructor(panel) {
    this.panel = panel;
    this.name = panel.dataset.outboxBox;
    this.words = panel.dataset;
    this.entries = [];
    this.failures = 0;
    this.busy = false;
    this.trouble = "";
    this.timer = 0;
  }

  async open() {
    this.store = await openStore(this.words.owner, this.words.key);
    const kept = (await this.store.load()).filter((entry) => entry.box === this.name);
    this.entries = kept.filter((entry) => !entry.draft);
    this.panel.querySelector("[data-outbox-send]").addEventListener("click", () => this.send());
    for (const form of document.querySelectorAll(`form[data-outbox="${this.name}"]`)) this.serve(form, kept);
    addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.send(); });
    this.paint();
    this.send();
  }

  serve(form, kept) {
    const draft = `draft:${this.words.owner}:${this.name}:${location.pathname}`;
    const earlier = kept.find((entry) => entry.id === draft);
    setNow(form);
    if (earlier) { write(form, earlier.fields); form.dataset.outboxEntry = earlier.of || ""; this.say(this.words.draft); }
    let timer = 0;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const fields = Object.fromEntries(Object.entries(await read(form)).filter(([, value]) => !String(value).startsWith("data:")));
        if (form.dataset.outboxBusy) return;
        await this.store.keep({ id: draft, box: this.name, draft: true, made: Date.now(), fields, of: form.dataset.outboxEntry || "" });
      }, 400);
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (form.dataset.outboxBusy) return;
      form.dataset.outboxBusy = "yes";
      clearTimeout(timer);
      try {
        await this.take(form);
        await this.store.drop(draft);
      } finally { delete form.dataset.outboxBusy; }
    }, { capture: true });
  }

  // Kept first, sent afterwards: from here on nothing can be lost.
  async take(form) {
    let fields;
    try { fields = await read(form); } catch { toast(this.words.badPhoto, "bad"); return; }
    const id = form.dataset.outboxEntry || newKey();
    const title = String(fields[form.dataset.outboxTitle] || "").slice(0, 60);
    const entry = { id, box: this.name, url: form.action, fields, title, made: Date.now(), follow: "outboxFollow" in form.dataset };
    try { await this.store.keep(entry); } catch { toast(this.words.full, "bad"); return; }
    this.entries = [...this.entries.filter((one) => one.id !== id), entry];
    delete form.dataset.outboxEntry;
    form.reset();
    setNow(form);
    form.dispatchEvent(new CustomEvent("duzuo:outbox-taken", { bubbles: true }));
    this.paint();
    await this.send();
    if (this.entries.includes(entry) && !entry.refused) toast(this.words.kept, "info");
  }

  get waiting() { return this.entries.filter((entry) => !entry.refused); }

  async send() {
    if (this.busy || !this.waiting.length) return;
    this.busy = true;
    clearTimeout(this.timer);
    this.paint();
    for (const entry of this.waiting) {
      const answer = await this.post(entry);
      if (answer.later) {
        this.trouble = answer.later;
        this.timer = setTimeout(() => this.send(), BACK_OFF[Math.min(this.failures, BACK_OFF.length - 1)] * (0.8 + Math.random() * 0.4));
        this.failures += 1;
        break;
      }
      this.failures = 0;
      this.trouble = "";
      if (answer.refused) {
        entry.refused = answer.refused;
        await this.store.keep(entry);
        toast(answer.refused, "bad");
      } else await this.arrived(entry, answer);
    }
    this.busy = false;
    this.paint();
  }

  async arrived(entry, answer) {
    this.entries = this.entries.filter((one) => one !== entry);
    await this.store.drop(entry.id);
    toast(answer.message || this.words.arrived, "good");
    if (entry.follow && answer.url && !this.waiting.length) location.assign(answer.url);
  }

  async post(entry) {
    const abort = new AbortController();
    const patience = setTimeout(() => abort.abort(), 20000);
    const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
    try {
      const answer = await fetch(entry.url, {
        method: "POST", credentials: "same-origin", cache: "no-store", signal: abort.signal,
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ ...entry.fields, client_key: entry.id, entered_at: new Date(entry.made).toISOString() }),
      });
      const isJson = (answer.headers.get("Content-Type") || "").includes("json");
      if (answer.ok && isJson) return await answer.json();
      if (REFUSED.has(answer.status)) return { refused: isJson ? sentence(await answer.json()) : this.words.refused };
      return { later: answer.redirected || answer.status === 403 ? this.words.signIn : this.words.server };
    } catch {
      return { later: this.words.offline };
    } finally {
      clearTimeout(patience);
    }
  }

  say(text) {
    const line = this.panel.querySelector("[data-outbox-line]");
    if (line.textContent !== text) line.textContent = text;
    this.panel.hidden = !text;
  }

  paint() {
    const n = this.waiting.length;
    const refused = this.entries.length - n;
    const state = n ? (this.busy && !this.trouble ? this.words.sending : `${fill(this.words.waiting, { n })} ${this.trouble}`) : refused ? this.words.correct : "";
    this.say(state.trim());
    this.panel.dataset.tone = refused ? "bad" : n ? "warn" : "";
    this.panel.querySelector("[data-outbox-send]").hidden = !n;
    this.panel.querySelector("[data-outbox-entries]").replaceChildren(...this.entries.map((entry) => this.line(entry)));
    document.dispatchEvent(new CustomEvent("duzuo:outbox", { detail: { box: this.name, waiting: n, refused } }));
  }

  line(entry) {
    const item = document.createElement("li");
    const at = new Date(entry.made).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const text = document.createElement("span");
    text.textContent = [at, entry.title, entry.refused].filter(Boolean).join(" · ");
    item.append(text);
    if (entry.refused) {
      if (document.querySelector(`form[data-outbox="${this.name}"]`)) item.append(this.button(this.words.edit, () => this.edit(entry)));
      item.append(this.button(this.words.remove, async () => {
        if (!confirm(this.words.removeAsk)) return;
        this.entries = this.entries.filter((one) => one !== entry);
        await this.store.drop(entry.id);
        this.paint();
      }));
    }
    return item;
  }

  button(text, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = text;
    button.addEventListener("click", press);
    return button;
  }

  edit(entry) {
    const form = document.querySelector(`form[data-outbox="${this.name}"]`);
    write(form, entry.fields);
    form.dataset.outboxEntry = entry.id;
    form.dispatchEvent(new CustomEvent("duzuo:outbox-taken", { bubbles: true }));
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  }
}

function sentence(answer) {
  return [answer.message, ...Object.values(answer.errors || {}).flat()].filter(Boolean).join(" ");
}

for (const panel of document.querySelectorAll("[data-outbox-box]")) new Box(panel).open().catch(() => undefined);
