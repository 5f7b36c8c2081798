// Follows background work: asks data-job-url for {state, progress, message, url, error}, slower and slower, and says so politely.
const words = document.getElementById("words").dataset;
const OVER = new Set(["done", "failed", "cancelled"]);

function show(box, job, announced) {
  const amount = Math.max(0, Math.min(100, Math.round(job.progress || 0)));
  box.dataset.state = job.state;
  box.querySelector("progress").value = amount;
  box.querySelector(".job-percent").textContent = `${amount}%`;
  if (job.message) box.querySelector(".job-message").textContent = job.message;
  const failed = box.querySelector(".job-error");
  failed.hidden = job.state !== "failed";
  if (job.state === "failed") failed.textContent = job.error || words.jobFailed;
  const done = box.querySelector(".job-done");
  if (job.state === "done" && job.url) {
    done.hidden = false;
    done.querySelector("a").href = job.url;
  }
  if (OVER.has(job.state)) box.querySelector(".job-leave")?.remove();
  // A screen reader hears quarters, not every percent.
  const quarter = OVER.has(job.state) ? job.state : Math.floor(amount / 25);
  if (quarter !== announced.last) {
    announced.last = quarter;
    box.querySelector("[aria-live]").textContent = `${job.message || ""} ${amount}%`;
  }
}

async function follow(box) {
  const announced = { last: null };
  let wait = 500;
  let failures = 0;
  while (box.isConnected) {
    try {
      const answer = await fetch(box.dataset.jobUrl, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const job = await answer.json();
      failures = 0;
      show(box, job, announced);
      if (OVER.has(job.state)) {
        box.dispatchEvent(new CustomEvent("duzuo:job", { bubbles: true, detail: job }));
        if (job.state === "done" && box.dataset.jobReload !== undefined) location.reload();
        return;
      }
    } catch {
      failures += 1;
      if (failures === 5) {
        const note = box.querySelector(".job-error");
        note.textContent = words.jobLost;
        note.hidden = false;
        return;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(4000, wait * 1.25);
  }
}

function followAll() {
  for (const box of document.querySelectorAll("[data-job-url]")) {
    if (box.dataset.following || OVER.has(box.dataset.state) && box.dataset.state !== "queued") continue;
    box.dataset.following = "yes";
    follow(box);
  }
}

document.addEventListener("htmx:afterSettle", followAll);
followAll();
