// The form for the street: intent only after a talk, the day of the next step by one tap.
const form = document.querySelector("form.visit-form");
const parts = Object.fromEntries([...form.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
const days = form.querySelector("[data-next-days]");

function show() {
  const talked = form.elements.result.value === "talked";
  parts.intent.hidden = !talked;
  if (!talked) for (const input of parts.intent.querySelectorAll("input")) input.checked = false;
  for (const input of parts.intent.querySelectorAll("input")) input.required = talked;
  form.elements.next_on.required = ["A", "B"].includes(form.elements.intent.value);
}

function later(count) {
  const day = new Date();
  day.setDate(day.getDate() + count);
  const two = (n) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

days.hidden = false;
days.addEventListener("click", (event) => {
  const count = event.target.closest("[data-days]")?.dataset.days;
  if (!count) return;
  form.elements.next_on.value = later(Number(count));
  form.elements.next_on.dispatchEvent(new Event("input", { bubbles: true }));
});
form.addEventListener("change", show);
form.addEventListener("duzuo:outbox-taken", () => { show(); window.scrollTo({ top: 0 }); });
show();
