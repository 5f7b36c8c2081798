// <form data-draft="key"> keeps its text areas (and inputs marked data-draft-field) in this tab until it is sent.
const words = document.getElementById("words").dataset;

function fields(form) {
  return [...form.querySelectorAll("textarea[name], input[data-draft-field][name]")];
}

function keyOf(form) {
  return `duzuo-draft:${location.pathname}:${form.dataset.draft}`;
}

function say(form, text) {
  const place = form.querySelector("[data-draft-state]");
  if (place) place.textContent = text;
}

function keep(form) {
  const values = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify(values));
    say(form, words.draftKept);
  } catch { /* no storage: the page's own unload warning is all a browser offers */ }
}

function restore(form) {
  let values = null;
  try { values = JSON.parse(sessionStorage.getItem(keyOf(form))); } catch { return; }
  if (!values) return;
  let changed = false;
  for (const field of fields(form)) {
    const text = values[field.name];
    if (text && text !== field.value) { field.value = text; changed = true; }
  }
  if (changed) say(form, words.draftRestored);
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  // A form that comes back with errors already holds what was typed.
  restore(form);
  let timer = 0;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => keep(form), 400); });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (event.defaultPrevented) return;
    try { sessionStorage.removeItem(keyOf(form)); } catch { /* nothing was kept */ }
  });
}
