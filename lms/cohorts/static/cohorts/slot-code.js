// The code on the classroom screen: asks for the present one, counts down, and says when the network is gone.
const wall = document.querySelector("[data-code-url]");
const find = (name) => wall.querySelector(`[${name}]`);
const EVERY = 3000;

let left = Number(wall.dataset.left);
let askedAt = performance.now();
let waiting = false;

function show(answer) {
  if (answer.phase === "over" || Boolean(answer.code) !== Boolean(find("data-code"))) { window.location.reload(); return; }
  find("data-in").textContent = answer.in;
  find("data-expected").textContent = answer.expected;
  if (!answer.code) return;
  if (find("data-code").textContent !== answer.code) {
    find("data-code").textContent = answer.code;
    find("data-qr").innerHTML = answer.qr;
  }
  left = answer.left;
  askedAt = performance.now();
}

async function ask() {
  if (waiting || document.hidden) return;
  waiting = true;
  try {
    const answer = await fetch(wall.dataset.codeUrl, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
    show(await answer.json());
    find("data-state").textContent = "";
  } catch {
    find("data-state").textContent = wall.dataset.lost;
  } finally {
    waiting = false;
  }
}

function count() {
  const now = left - (performance.now() - askedAt) / 1000;
  const bar = find("data-countdown");
  if (bar) bar.value = Math.max(0, now);
  // The next code comes as soon as this one has run out, not at the next regular question.
  if (bar && now <= 0) ask();
}

if (wall.dataset.phase !== "over") {
  setInterval(ask, EVERY);
  setInterval(count, 500);
  document.addEventListener("visibilitychange", ask);
}

const button = find("data-full-screen");
if (document.documentElement.requestFullscreen) {
  button.hidden = false;
  button.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
}
