// Worked tables: change an input and every step is computed again, here and exactly.
import { evaluate, format, parseNumber } from "./formula.js";

function recalculate(table) {
  const values = new Map();
  for (const input of table.querySelectorAll("input")) {
    const value = parseNumber(input.value);
    input.setAttribute("aria-invalid", value === null ? "true" : "false");
    if (value !== null) values.set(input.name, value);
  }
  for (const output of table.querySelectorAll("output")) {
    let text = "—";
    try {
      const value = evaluate(output.dataset.f, values);
      values.set(output.name, value);
      text = format(value, Number(output.dataset.p || 0));
    } catch { values.delete(output.name); }
    output.classList.toggle("wrong", text === "—");
    output.classList.toggle("changed", text !== "—" && text !== output.dataset.example);
    output.textContent = text;
  }
}

const words = document.querySelector("[data-worked-words]")?.content;

for (const table of document.querySelectorAll(".worked")) {
  for (const output of table.querySelectorAll("output")) output.dataset.example = output.textContent;
  for (const input of table.querySelectorAll("input")) { input.inputMode = "decimal"; input.autocomplete = "off"; }
  if (words) table.append(words.cloneNode(true));
  table.addEventListener("input", () => recalculate(table));
  table.querySelector("button")?.addEventListener("click", () => {
    for (const input of table.querySelectorAll("input")) input.value = input.defaultValue;
    recalculate(table);
  });
}
