// The seat list: a tap gives the chosen mark. Every mark is sent at once; what did not get through stays here and can be sent again.
const form = document.querySelector("[data-seats]");
const words = form.dataset;
const state = form.querySelector("[data-save-state]");
const undo = form.querySelector("[data-undo]");
const again = form.querySelector("[data-again]");
const seats = [...form.querySelectorAll(".seat")];
const queue = [];
const done = [];
let sending = false;

const brush = () => form.querySelector("[name=brush]:checked").value;

function say(text, tone = "") {
  state.textContent = text;
  state.dataset.tone = tone;
}

function paint(answer) {
  const unsent = new Set(queue.flatMap((one) => one.ids));
  for (const seat of seats) {
    const look = answer.seats[seat.value];
    if (!look) continue;
    if (!unsent.has(seat.value)) delete seat.dataset.saving;
    seat.dataset.state = look.look;
    seat.dataset.mark = look.state;
    seat.querySelector("[data-word]").textContent = look.word;
  }
  for (const [name, figure] of Object.entries(answer.counts)) document.querySelector(`[data-count="${name}"]`).textContent = figure;
}

async function send() {
  if (sending || !queue.length) return;
  sending = true;
  say(words.saving);
  while (queue.length) {
    const one = queue[0];
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("brush", one.mark);
    for (const id of one.ids) body.append("seat", id);
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.redirected || (!answer.ok && answer.status !== 409)) throw new Error(String(answer.status));
    } catch {
      sending = false;
      again.hidden = false;
      say(words.unsaved, "bad");
      return;
    }
    queue.shift();
    const said = await answer.json();
    if (said.problem) {
      say(said.problem, "bad");
      document.dispatchEvent(new CustomEvent("duzuo:toast", { detail: { text: said.problem, tone: "bad" } }));
      for (const id of one.ids) delete seats.find((seat) => seat.value === id)?.dataset.saving;
      sending = false;
      return;
    }
    if (one.back) done.push(one.back);
    paint(said);
  }
  sending = false;
  again.hidden = true;
  undo.hidden = !done.length;
  say(words.saved);
}

function mark(chosen, value, keep = true) {
  const changed = chosen.filter((seat) => seat.dataset.mark !== value);
  if (!changed.length) return;
  const back = keep ? changed.map((seat) => [seat.value, seat.dataset.mark]) : null;
  for (const seat of changed) seat.dataset.saving = "";
  queue.push({ ids: changed.map((seat) => seat.value), mark: value, back });
  send();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (!button || !button.name) return;
  if (button.dataset.rest !== undefined) mark(seats.filter((seat) => !seat.dataset.mark), brush());
  else mark([button], brush());
});

undo.addEventListener("click", () => {
  const last = done.pop();
  if (!last) return;
  const groups = new Map();
  for (const [id, value] of last) groups.set(value, [...(groups.get(value) || []), seats.find((seat) => seat.value === id)]);
  for (const [value, group] of groups) mark(group, value, false);
  undo.hidden = !done.length;
});

again.addEventListener("click", send);
window.addEventListener("online", send);
window.addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });

const MARKS = { 1: "present", 2: "late", 3: "absent", 4: "on_leave", 0: "" };
form.addEventListener("keydown", (event) => {
  const place = seats.indexOf(event.target);
  if (place < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = seats.filter((seat) => seat.offsetTop === seats[0].offsetTop).length || 1;
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -row, ArrowDown: row };
  if (event.key in steps) {
    event.preventDefault();
    seats[place + steps[event.key]]?.focus();
  } else if (event.key in MARKS) {
    event.preventDefault();
    mark([event.target], MARKS[event.key]);
    if (MARKS[event.key]) seats[place + 1]?.focus();
  }
});
