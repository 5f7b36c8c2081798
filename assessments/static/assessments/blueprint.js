// Adds rows to the blueprint; without script the page offers one empty row per save.

const rows = document.querySelector("[data-rows]");
const empty = document.querySelector("[data-empty-row]");
const add = document.querySelector("[data-add-row]");
const total = document.querySelector("[name$='-TOTAL_FORMS']");
const most = Number(document.querySelector("[name$='-MAX_NUM_FORMS']")?.value || 0);

function addRow() {
  const number = Number(total.value);
  if (number >= most) return;
  const holder = document.createElement("div");
  holder.append(empty.content.cloneNode(true));
  // Only the names and ids carry the row's number.
  for (const element of holder.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
    for (const name of ["name", "id", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replaceAll("__prefix__", String(number)));
    }
  }
  const row = holder.firstElementChild;
  rows.append(row);
  total.value = String(number + 1);
  add.hidden = number + 1 >= most;
  row.querySelector("select, input")?.focus();
}

if (rows && empty && add && total) {
  add.hidden = Number(total.value) >= most;
  add.addEventListener("click", addRow);
}
