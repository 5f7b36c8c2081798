// The time until the next session, counted by the server's clock; the page comes anew when check-in opens.
const STEP = 15000;

function untilNow(element) {
  // How far this device's clock is off, measured once when the page arrives.
  const ahead = Date.now() - Date.parse(element.dataset.now);
  return (moment) => Date.parse(moment) + ahead - Date.now();
}

function fill(words, minutes) {
  return words.replace("{h}", Math.floor(minutes / 60)).replace("{m}", minutes >= 60 ? minutes % 60 : minutes);
}

function count(element, left) {
  const minutes = Math.ceil(left(element.dataset.countdown) / 60000);
  if (minutes > 24 * 60) return;
  const { over, hours, minutes: few } = element.dataset;
  element.textContent = minutes <= 0 ? over : fill(minutes >= 60 ? hours : few, minutes);
}

for (const element of document.querySelectorAll("[data-countdown]")) {
  const left = untilNow(element);
  count(element, left);
  setInterval(() => count(element, left), STEP);
}

for (const element of document.querySelectorAll("[data-reload-at]")) {
  const wait = untilNow(element)(element.dataset.reloadAt);
  if (wait > 0 && wait < 6 * 3600 * 1000) setTimeout(() => location.reload(), wait + 1000);
}

// A part that follows later says when it is there, and that it could not be read.
document.addEventListener("htmx:afterRequest", (event) => {
  const part = event.detail.elt.closest?.("[data-later]");
  if (part) part.removeAttribute("aria-busy");
});
