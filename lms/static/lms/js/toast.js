// Short messages at the edge. From any module: document.dispatchEvent(new CustomEvent("duzuo:toast", {detail: {text, tone}})).
// From the server through htmx: the header HX-Trigger: {"duzuo:toast": {"text": "…", "tone": "good"}}.
const words = document.getElementById("words").dataset;
const room = document.getElementById("toasts");
const STAY = 6000;

function toast({ text, tone = "info" }) {
  const note = document.createElement("div");
  note.className = `note ${tone}`;
  const body = document.createElement("div");
  body.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.setAttribute("aria-label", words.close);
  close.textContent = "×";
  close.addEventListener("click", () => note.remove());
  note.append(body, close);
  room.append(note);
  // A message that asks for something stays until it has been read.
  if (tone !== "bad" && tone !== "warn") setTimeout(() => note.remove(), STAY);
}

document.addEventListener("duzuo:toast", (event) => toast(event.detail));
document.addEventListener("htmx:sendError", () => toast({ text: words.network, tone: "bad" }));
document.addEventListener("htmx:responseError", () => toast({ text: words.refused, tone: "bad" }));
