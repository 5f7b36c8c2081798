// Answers that no receipt has been seen for. They wait encrypted in localStorage (the key is in the page alone), so a closed tab or
// a dead server loses nothing; without WebCrypto (plain http) they wait in this tab's sessionStorage.
const PREFIX = "duzuo-sitting-";
const BACK_OFF = [1000, 2000, 4000, 8000, 15000];

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const toText = (data) => btoa(String.fromCharCode(...data));
const fromText = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

async function makeStore(sitting, bufferKey) {
  const name = PREFIX + sitting;
  if (!window.crypto?.subtle) {
    return {
      async load() { return JSON.parse(sessionStorage.getItem(name) || "[]"); },
      async keep(items) { items.length ? sessionStorage.setItem(name, JSON.stringify(items)) : sessionStorage.removeItem(name); },
    };
  }
  const key = await crypto.subtle.importKey("raw", bytes(bufferKey), "AES-GCM", false, ["encrypt", "decrypt"]);
  return {
    async load() {
      const text = localStorage.getItem(name);
      if (!text) return [];
      try {
        const [iv, data] = text.split(".").map(fromText);
        return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data)));
      } catch { return []; }
    },
    async keep(items) {
      if (!items.length) { localStorage.removeItem(name); return; }
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const data = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(items))));
      let text = "";
      for (let at = 0; at < data.length; at += 3072) text += toText(data.subarray(at, at + 3072));
      try { localStorage.setItem(name, `${toText(iv)}.${text}`); } catch { /* storage full or forbidden: the queue still stands in memory */ }
    },
  };
}

function newKey() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(random, (one) => one.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  // on.change(): the queue changed; on.receipt(item, receipt); on.refused(item, reason): taken_over, closed, late, gone, malformed
  constructor(config, on) {
    this.config = config;
    this.on = on;
    this.items = [];
    this.seq = config.clientSeq;
    this.serverSeq = config.serverSeq;
    this.failures = 0;
    this.sending = null;
    this.timer = 0;
    this.stopped = false;
    this.saving = Promise.resolve();
  }

  // What an earlier life of this page could not send; the caller shows it.
  async open() {
    this.store = await makeStore(this.config.sitting, this.config.bufferKey);
    this.items = await this.store.load();
    for (const item of this.items) this.seq = Math.max(this.seq, item.client_seq);
    if (this.items.length) this.soon(0);
    return this.items;
  }

  get pending() { return this.items.length; }
  get offline() { return this.failures > 0; }
  isPending(position) { return this.items.some((item) => item.position === position); }

  // Only the newest answer of a question waits; one that is on its way stays until its receipt is there.
  put(position, value, flagged) {
    this.items = this.items.filter((item) => item.position !== position || item === this.sending);
    this.items.push({ position, value, flagged, client_seq: ++this.seq, key: newKey() });
    this.keep();
    this.on.change();
  }

  keep() {
    const items = this.items;
    this.saving = this.saving.then(() => this.store.keep(items)).catch(() => undefined);
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  async send() {
    if (this.sending || this.stopped) return;
    while (this.items.length && !this.stopped) {
      const item = this.items[0];
      this.sending = item;
      const outcome = await this.post(item);
      this.sending = null;
      if (outcome === "again") {
        this.failures += 1;
        this.on.change();
        this.soon(BACK_OFF[Math.min(this.failures, BACK_OFF.length) - 1] * (0.8 + Math.random() * 0.4));
        return;
      }
      const before = this.failures;
      this.failures = 0;
      this.items = this.items.filter((one) => one !== item);
      this.keep();
      if (outcome.receipt) this.on.receipt(item, outcome.receipt, before > 0);
      else this.on.refused(item, outcome.refused);
      this.on.change();
    }
  }

  async post(item) {
    const { ticket, saveUrl } = this.config;
    const abort = new AbortController();
    const patience = setTimeout(() => abort.abort(), 15000);
    try {
      // No cookies: the ticket says who this is.
      const answer = await fetch(saveUrl, {
        method: "POST", credentials: "omit", cache: "no-store", keepalive: item.value.length < 15000, signal: abort.signal,
        headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ticket, ...item }),
      });
      if (answer.status >= 500 || answer.status === 429) return "again";
      const content = await answer.json();
      if (answer.ok) {
        this.serverSeq = Math.max(this.serverSeq, content.server_seq);
        return { receipt: content };
      }
      return { refused: answer.status === 409 ? content.error : content.error === "ticket" ? "ticket" : "malformed" };
    } catch {
      return "again";
    } finally {
      clearTimeout(patience);
    }
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  // Everything has its receipt, or the exam is over: nothing of it stays on this machine.
  async wipe() {
    await this.saving;
    await this.store.keep([]);
  }
}
