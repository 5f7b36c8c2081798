// <table data-table="key">: th[data-sort="text|number"] sorts in place, input[data-table-filter="key"] filters,
// [data-table-columns="key"] holds the choice of columns, which is kept on this device.
const words = document.getElementById("words").dataset;

function cellValue(row, place, kind) {
  const cell = row.cells[place];
  const text = cell ? (cell.dataset.value ?? cell.textContent.trim()) : "";
  if (kind !== "number") return text;
  const number = parseFloat(text.replace(/[^0-9.\-−]/g, "").replace("−", "-"));
  return Number.isNaN(number) ? null : number;
}

function compare(a, b, kind, turn) {
  // What is missing goes last in either direction.
  if (kind === "number") {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return (a - b) * turn;
  }
  return a.localeCompare(b, document.documentElement.lang || "zh") * turn;
}

function sortBy(table, head, place) {
  const turn = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", turn === 1 ? "ascending" : "descending");
  const body = table.tBodies[0];
  const kind = head.dataset.sort;
  const rows = [...body.rows].map((row) => [cellValue(row, place, kind), row]);
  rows.sort((a, b) => compare(a[0], b[0], kind, turn));
  body.append(...rows.map((pair) => pair[1]));
}

function filter(table, text, note) {
  const wanted = text.trim().toLowerCase();
  let shown = 0;
  for (const row of table.tBodies[0].rows) {
    const found = !wanted || row.textContent.toLowerCase().includes(wanted) || (row.dataset.search || "").toLowerCase().includes(wanted);
    row.hidden = !found;
    shown += found ? 1 : 0;
  }
  if (note) note.textContent = wanted ? words.rowsShown.replace("{n}", shown).replace("{m}", table.tBodies[0].rows.length) : "";
}

function readChoice(key) {
  try { return JSON.parse(localStorage.getItem(`duzuo-columns-${key}`)) || []; } catch { return []; }
}

function setColumn(table, place, visible) {
  for (const row of table.rows) if (row.cells[place]) row.cells[place].hidden = !visible;
}

function columnMenu(table, key, room) {
  const hidden = new Set(readChoice(key));
  const menu = document.createElement("details");
  menu.className = "menu";
  const title = document.createElement("summary");
  title.className = "btn";
  title.textContent = words.columns;
  const panel = document.createElement("div");
  panel.className = "menu-panel";
  [...table.tHead.rows[0].cells].forEach((head, place) => {
    const name = head.dataset.column || head.textContent.trim();
    // The first column says whose row it is.
    if (place === 0 || !name) return;
    const label = document.createElement("label");
    label.className = "menu-line";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.className = "form-check-input";
    box.checked = !hidden.has(name);
    box.addEventListener("change", () => {
      box.checked ? hidden.delete(name) : hidden.add(name);
      setColumn(table, place, box.checked);
      try { localStorage.setItem(`duzuo-columns-${key}`, JSON.stringify([...hidden])); } catch { /* kept for this page only */ }
    });
    label.append(box, name);
    panel.append(label);
    setColumn(table, place, box.checked);
  });
  menu.append(title, panel);
  room.append(menu);
}

function prepare(table) {
  const key = table.dataset.table;
  if (!table.tHead || !table.tBodies.length || table.dataset.ready) return;
  table.dataset.ready = "yes";
  [...table.tHead.rows[0].cells].forEach((head, place) => {
    if (!head.dataset.sort) return;
    const name = head.textContent.trim();
    head.dataset.column = name;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = name;
    head.replaceChildren(button);
    button.addEventListener("click", () => sortBy(table, head, place));
  });
  const box = document.querySelector(`[data-table-filter="${CSS.escape(key)}"]`);
  const note = document.querySelector(`[data-table-count="${CSS.escape(key)}"]`);
  if (box) box.addEventListener("input", () => filter(table, box.value, note));
  const room = document.querySelector(`[data-table-columns="${CSS.escape(key)}"]`);
  if (room) columnMenu(table, key, room);
}

function prepareAll() {
  for (const table of document.querySelectorAll("table[data-table]")) prepare(table);
}

document.addEventListener("htmx:afterSettle", prepareAll);
prepareAll();
