// <form data-draft="key"> keeps its text areas (and inputs marked data-draft-field) in this tab until they have arrived.
const words = document.getElementById("words").dataset;
const DRAFT = "duzuo-draft:";
const SENT = "duzuo-sent:";

function fields(form) {
  return [...form.querySelectorAll("textarea[name], input[data-draft-field][name]")];
}

function nameOf(form) {
  return `${location.pathname}:${form.dataset.draft}`;
}

function say(form, text) {
  const place = form.querySelector("[data-draft-state]");
  if (place) place.textContent = text;
}

function keep(form, prefix) {
  const values = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
  sessionStorage.setItem(prefix + nameOf(form), JSON.stringify(values));
}

// What was sent is forgotten by the next ordinary page. A sign-in, an error page or a way back instead means that it may
// not have arrived, and makes it a draft again.
function settle() {
  const way = performance.getEntriesByType("navigation")[0]?.type;
  const lost = document.body.classList.contains("bare") || way === "back_forward" || way === "reload";
  for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith(SENT))) {
    if (lost) sessionStorage.setItem(DRAFT + key.slice(SENT.length), sessionStorage.getItem(key));
    sessionStorage.removeItem(key);
  }
}

function restore(form) {
  const values = JSON.parse(sessionStorage.getItem(DRAFT + nameOf(form)) || "{}");
  let changed = false;
  for (const field of fields(form)) {
    const text = values[field.name];
    if (text && text !== field.value) { field.value = text; changed = true; }
  }
  if (changed) say(form, words.draftRestored);
}

function watch(form) {
  if (form.dataset.watched) return;
  form.dataset.watched = "yes";
  restore(form);
  let timer = 0;
  const save = () => { clearTimeout(timer); keep(form, DRAFT); };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { save(); say(form, words.draftKept); }, 400);
  });
  // The last half second before leaving counts too.
  addEventListener("pagehide", () => { if (timer && !form.dataset.sent) save(); });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    form.dataset.sent = "yes";
    keep(form, SENT);
    sessionStorage.removeItem(DRAFT + nameOf(form));
  });
  // Sent without leaving the page: the answer says whether it has arrived.
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== form) return;
    delete form.dataset.sent;
    sessionStorage.removeItem(SENT + nameOf(form));
    if (event.detail.successful) sessionStorage.removeItem(DRAFT + nameOf(form));
    else keep(form, DRAFT);
  });
}

function watchAll() {
  for (const form of document.querySelectorAll("form[data-draft]")) watch(form);
}

try {
  settle();
  watchAll();
  document.addEventListener("htmx:afterSettle", watchAll);
} catch { /* a browser without storage keeps nothing, and says nothing of drafts */ }
