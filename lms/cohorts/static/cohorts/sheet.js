// Entering a printed sheet: a figure marks the row and goes on to the next; leaving with unsent marks asks first.
const form = document.querySelector("[data-sheet]");
if (form) {
  const rows = [...form.querySelectorAll("tbody tr")];
  const radios = (row) => [...row.querySelectorAll("input[type=radio]")];
  let changed = false;

  form.addEventListener("change", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  form.addEventListener("keydown", (event) => {
    const place = rows.findIndex((row) => row.contains(event.target));
    const choice = place < 0 || event.ctrlKey || event.metaKey || event.altKey ? undefined : radios(rows[place])[Number(event.key) - 1];
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    changed = true;
    const next = rows[place + 1] ? radios(rows[place + 1]) : [];
    (next.find((radio) => radio.checked) || next[0] || form.querySelector("button.btn-primary")).focus();
  });

  const all = form.querySelector("[data-all]");
  if (all) {
    all.hidden = false;
    all.addEventListener("click", () => {
      for (const row of rows) if (!radios(row).some((radio) => radio.checked)) radios(row)[0].checked = true;
      changed = true;
    });
  }
}
