// Says a chosen file's name and size; refuses one over data-max-bytes or outside accept before anything is sent.
const words = document.getElementById("words").dataset;

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KB", "MB", "GB"];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < 2) { value /= 1024; unit += 1; }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

function problem(input, file) {
  const limit = Number(input.dataset.maxBytes || 0);
  if (limit && file.size > limit) return words.tooLarge.replace("{name}", file.name).replace("{size}", size(file.size)).replace("{limit}", size(limit));
  const endings = (input.accept || "").split(",").map((part) => part.trim().toLowerCase()).filter((part) => part.startsWith("."));
  if (endings.length && !endings.some((ending) => file.name.toLowerCase().endsWith(ending))) {
    return words.wrongType.replace("{name}", file.name).replace("{types}", endings.join(" "));
  }
  return "";
}

function stateOf(input) {
  let state = input.parentElement.querySelector(".field-state");
  if (!state) {
    state = document.createElement("p");
    state.className = "field-state";
    state.setAttribute("role", "status");
    input.after(state);
  }
  return state;
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
  const files = [...input.files];
  const wrong = files.map((file) => problem(input, file)).find(Boolean) || "";
  input.setCustomValidity(wrong);
  input.classList.toggle("is-invalid", Boolean(wrong));
  stateOf(input).textContent = wrong || files.map((file) => `${file.name} · ${size(file.size)}`).join("; ");
});
