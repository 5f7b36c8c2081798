// <button data-copy="text"> or <button data-copy-from="id"> puts text on the clipboard and says so.
const words = document.getElementById("words").dataset;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = button.dataset.copyFrom ? document.getElementById(button.dataset.copyFrom) : null;
  const text = source ? (source.value ?? source.textContent.trim()) : button.dataset.copy;
  let detail = { text: words.copied, tone: "good" };
  try { await navigator.clipboard.writeText(text); } catch { detail = { text: words.copyFailed, tone: "warn" }; }
  document.dispatchEvent(new CustomEvent("duzuo:toast", { detail }));
});
