// A row that was amended in place comes back whole: it keeps the columns the reader has chosen, and the focus.
function keepColumns(row) {
  const heads = row.closest("table").tHead.rows[0].cells;
  if (row.cells.length !== heads.length) return;
  [...row.cells].forEach((cell, place) => { cell.hidden = heads[place].hidden; });
}

document.addEventListener("htmx:afterSettle", (event) => {
  const row = event.target.closest?.("[data-rows-in-place] tr") || document.getElementById(event.detail.elt?.id);
  if (!row || row.tagName !== "TR") return;
  keepColumns(row);
  row.querySelector("input:not([type=hidden]), select, a[hx-get]")?.focus();
});

// On a phone the form doesn't fit into the table: there the link leads to the person's page.
document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.detail.elt;
  if (!link.matches?.("[data-rows-in-place] a.amend") || window.matchMedia("(min-width: 48rem)").matches) return;
  event.preventDefault();
  window.location.href = link.href;
});
