// A rater's sheet is kept on this device until it has been handed in; without network it waits here.
const PREFIX = "duzuo-rating-";
const form = document.querySelector("form[data-rating]");

function values() {
  return [...form.elements].filter((field) => field.name && field.name !== "csrfmiddlewaretoken" && (!["radio", "checkbox"].includes(field.type) || field.checked)).map((field) => [field.name, field.value]);
}

function restore(kept) {
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken") continue;
    const own = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(field.type)) field.checked = own.includes(field.value);
    else if (own.length) field.value = own[0];
  }
}

try {
  // The list says which sheets have arrived: nothing of them stays here.
  for (const done of document.querySelectorAll("[data-rating-done]")) localStorage.removeItem(PREFIX + done.dataset.ratingDone);
  if (form) {
    const name = PREFIX + form.dataset.rating;
    const state = document.getElementById("rating-state");
    const kept = JSON.parse(localStorage.getItem(name) || "null");
    if (kept && form.dataset.done === undefined && !document.querySelector(".is-invalid, .invalid-feedback")) { restore(kept); state.textContent = state.dataset.kept; }
    if (form.dataset.done !== undefined) localStorage.removeItem(name);
    form.addEventListener("input", () => { localStorage.setItem(name, JSON.stringify(values())); state.textContent = navigator.onLine ? state.dataset.kept : state.dataset.offline; });
    form.addEventListener("submit", (event) => {
      if (navigator.onLine) return;
      event.preventDefault();
      state.textContent = state.dataset.offline;
      state.scrollIntoView({ block: "center" });
    });
    window.addEventListener("offline", () => { state.textContent = state.dataset.offline; });
    window.addEventListener("online", () => { state.textContent = state.dataset.back; });
  }
} catch { /* a browser without storage keeps nothing */ }
