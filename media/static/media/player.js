// Reports which parts were really played, keeps the place, and renews the address without a word.
const REPORT_EVERY = 10_000;

function watch(figure) {
  const player = figure.querySelector("video, audio");
  const state = figure.querySelector("[data-watched]");
  let ranges = [];
  let start = null;
  let last = 0;

  const open = () => { start = player.currentTime; last = start; };
  const close = () => {
    if (start !== null && last > start) ranges.push([start.toFixed(2), last.toFixed(2)]);
    start = null;
  };

  player.addEventListener("loadedmetadata", () => {
    const place = Number(figure.dataset.position || 0);
    if (place > 0 && place < player.duration - 2 && player.currentTime === 0) player.currentTime = place;
  }, { once: true });
  player.addEventListener("play", open);
  player.addEventListener("timeupdate", () => {
    // A jump is not watching: only a step that playing can explain extends the range.
    if (start === null) return;
    if (player.currentTime < last || player.currentTime - last > 3) { close(); open(); } else { last = player.currentTime; }
  });
  player.addEventListener("seeking", close);
  player.addEventListener("seeked", () => { if (!player.paused) open(); });
  player.addEventListener("pause", () => { close(); report(); });
  player.addEventListener("ended", () => { close(); report(); });

  async function report(leaving = false) {
    if (start !== null) { close(); if (!player.paused) open(); }
    if (!ranges.length) return;
    const sent = ranges;
    ranges = [];
    try {
      const answer = await fetch(figure.dataset.watchedUrl, {
        method: "POST",
        keepalive: leaving,
        headers: { "Content-Type": "application/json", "X-CSRFToken": figure.dataset.csrf },
        body: JSON.stringify({ ranges: sent, position: player.currentTime.toFixed(2) }),
      });
      if (answer.status === 404 && (await renew())) { ranges = sent.concat(ranges); return; }
      if (!answer.ok) return;
      const { share, complete } = await answer.json();
      state.textContent = complete
        ? figure.querySelector("[data-words-done]").content.textContent
        : figure.querySelector("[data-words-share]").content.textContent.replace("{share}", `${Math.floor(Number(share) * 100)}%`);
      figure.dispatchEvent(new CustomEvent("duzuo:watched", { bubbles: true, detail: { share, complete } }));
    } catch { ranges = sent.concat(ranges); }
  }

  async function renew() {
    if (!figure.dataset.renewUrl) return false;
    const answer = await fetch(figure.dataset.renewUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) return false;
    const { url } = await answer.json();
    const key = url.slice(url.indexOf("?"));
    figure.dataset.watchedUrl = figure.dataset.watchedUrl.replace(/\?.*$/, key);
    const place = player.currentTime;
    const playing = !player.paused;
    player.src = url;
    player.addEventListener("loadedmetadata", () => { player.currentTime = place; if (playing) player.play(); }, { once: true });
    return true;
  }

  let renewing = false;
  player.addEventListener("error", async () => {
    if (renewing) return;
    renewing = true;
    await renew();
    setTimeout(() => { renewing = false; }, 5000);
  });
  setInterval(report, REPORT_EVERY);
  addEventListener("pagehide", () => report(true));
}

// A player may come after this module: a lesson fetches it when the reader gets there.
function watchNew() {
  for (const figure of document.querySelectorAll("[data-player]:not([data-bound])")) {
    figure.dataset.bound = "";
    watch(figure);
  }
}

watchNew();
document.addEventListener("htmx:afterSwap", watchNew);
