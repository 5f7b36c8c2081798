// One box that ticks all boxes of a name on the page.
for (const master of document.querySelectorAll("[data-select-all]")) {
  const boxes = () => [...document.querySelectorAll(`input[type="checkbox"][name="${master.dataset.selectAll}"]`)];
  master.addEventListener("change", () => boxes().forEach((box) => { box.checked = master.checked; }));
  document.addEventListener("change", (event) => {
    if (event.target.name !== master.dataset.selectAll) return;
    const chosen = boxes().filter((box) => box.checked).length;
    master.checked = chosen > 0 && chosen === boxes().length;
    master.indeterminate = chosen > 0 && !master.checked;
  });
}
