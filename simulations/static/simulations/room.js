// The committee room: asks for news every two seconds and shows the clock of the phase.
import { Live } from "./live.js";

const config = JSON.parse(document.getElementById("room-config").textContent);
const root = document.querySelector("[data-room]");
const said = root.querySelector("[data-said]");
const PERIOD = 2000;

const live = new Live(root, config, {
  shown(node) { if (node.dataset.part === "head") said.textContent = node.querySelector(".room-phase")?.textContent || ""; },
  news() { paintClock(); },
});

function paintClock() {
  const clock = root.querySelector("[data-clock]");
  if (!clock) return;
  const seconds = Math.round((new Date(clock.dataset.clock) - Date.now() - live.skew) / 1000);
  const time = `${Math.floor(Math.abs(seconds) / 60)}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`;
  clock.dataset.tone = seconds < 0 ? "bad" : "";
  clock.querySelector("[data-clock-words]").textContent = seconds < 0 ? `${config.words.over} +${time}` : config.words.left.replace("%(time)s", time);
}

function tick() {
  if (live.held) live.show(live.held);
  paintClock();
}

live.every(PERIOD);
setInterval(tick, 1000);
tick();
