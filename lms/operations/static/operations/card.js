// The card: two behaviours, the list of red lines only where one was crossed, and how long it took.
const form = document.querySelector("[data-card]");
const began = performance.now();
const count = form.querySelector("[data-picked]");
let picked = [];

const marks = () => [...form.querySelectorAll(".behaviours input:checked")];

function settle() {
  const names = marks().map((input) => input.name);
  picked = [...picked.filter((name) => names.includes(name)), ...names.filter((name) => !picked.includes(name))];
  // The third choice takes the place of the first.
  while (picked.length > 2) {
    const first = picked.shift();
    for (const input of form.querySelectorAll(`input[name="${first}"]`)) input.checked = false;
  }
  count.textContent = `${picked.length} / 2`;
  form.dataset.red = form.querySelector("input[name=red_line][value=yes]").checked ? "yes" : "no";
  form.querySelector("input[name=seconds]").value = Math.round((performance.now() - began) / 1000);
}

// A mark that is tapped again is taken back.
let before = null;
form.addEventListener("pointerdown", (event) => {
  const input = event.target.closest(".behaviours .pick")?.querySelector("input");
  before = input?.checked ? input : null;
});
form.addEventListener("click", (event) => {
  if (event.target === before) { before.checked = false; before = null; settle(); }
});
form.addEventListener("input", settle);
form.addEventListener("change", settle);
form.addEventListener("reset", () => setTimeout(settle));
// What is kept needs no form any more, until it is opened again for correction.
form.addEventListener("duzuo:outbox-taken", () => {
  form.hidden = !form.dataset.outboxEntry;
  scrollTo(0, 0);
  settle();
});
settle();
