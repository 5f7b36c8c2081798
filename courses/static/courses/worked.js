// Worked tables: change an input and every step is computed again, here and exactly.
import { evaluate, format, parseNumber } from "./formula.js";

function recalculate(table) {
  const values = new Map();
  for (const input of table.querySelectorAll("input[data-key]")) {
    const value = parseNumber(input.value);
    input.setAttribute("aria-invalid", value === null ? "true" : "false");
    if (value !== null) values.set(input.dataset.key, value);
  }
  for (const output of table.querySelectorAll("output[data-key]")) {
    let text = "—";
    try {
      const value = evaluate(output.dataset.formula, values);
      values.set(output.dataset.key, value);
      text = format(value, Number(output.dataset.places));
    } catch { values.delete(output.dataset.key); }
    output.classList.toggle("wrong", text === "—");
    output.classList.toggle("changed", text !== "—" && text !== output.dataset.example);
    output.textContent = text;
  }
}

for (const table of document.querySelectorAll("[data-worked]")) {
  for (const output of table.querySelectorAll("output[data-key]")) output.dataset.example = output.textContent;
  table.querySelector("[data-worked-hint]").hidden = false;
  table.addEventListener("input", () => recalculate(table));
  table.querySelector("[data-worked-reset]").addEventListener("click", () => {
    for (const input of table.querySelectorAll("input[data-key]")) input.value = input.defaultValue;
    recalculate(table);
  });
}
