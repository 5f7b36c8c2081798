// The theme buttons: light, dark, or as the device has it.
const KEY = "duzuo-theme";
const device = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  try { return localStorage.getItem(KEY) || "auto"; } catch { return "auto"; }
}

function show() {
  const choice = chosen();
  const dark = choice === "dark" || (choice === "auto" && device.matches);
  document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === choice));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-set]");
  if (!button) return;
  try { localStorage.setItem(KEY, button.dataset.themeSet); } catch { /* a locked-down browser keeps the device's choice */ }
  show();
});
device.addEventListener("change", show);
show();
