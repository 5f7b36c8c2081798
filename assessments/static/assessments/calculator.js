// A pocket calculator: + − × ÷ ( ) % and a decimal point, read by a small grammar of its own.
const KEYS = ["7", "8", "9", "÷", "4", "5", "6", "×", "1", "2", "3", "−", "0", ".", "%", "+", "(", ")", "C", "="];

export function calculate(text) {
  const plain = text.replace(/[，,\s]/g, "").replace(/[×xX]/g, "*").replace(/÷/g, "/").replace(/[−–]/g, "-").replace(/（/g, "(").replace(/）/g, ")");
  const tokens = plain.match(/\d+\.?\d*|\.\d+|[-+*/()%]/g) || [];
  if (tokens.join("") !== plain || !tokens.length || tokens.length > 200) return null;
  let at = 0;
  const sum = () => {
    let value = product();
    while (tokens[at] === "+" || tokens[at] === "-") value = tokens[at++] === "+" ? value + product() : value - product();
    return value;
  };
  const product = () => {
    let value = signed();
    while (tokens[at] === "*" || tokens[at] === "/") value = tokens[at++] === "*" ? value * signed() : value / signed();
    return value;
  };
  const signed = () => {
    if (tokens[at] === "-") { at += 1; return -signed(); }
    if (tokens[at] === "+") { at += 1; return signed(); }
    let value = atom();
    while (tokens[at] === "%") { at += 1; value /= 100; }
    return value;
  };
  const atom = () => {
    if (tokens[at] === "(") {
      at += 1;
      const value = sum();
      if (tokens[at++] !== ")") throw new SyntaxError("bracket");
      return value;
    }
    const number = Number(tokens[at++]);
    if (Number.isNaN(number)) throw new SyntaxError("number");
    return number;
  };
  try {
    const value = sum();
    return at === tokens.length && Number.isFinite(value) ? value : null;
  } catch { return null; }
}

// Twelve significant digits: 0.1 + 0.2 is 0.3, as on the table.
export const shown = (value) => (value === null ? "" : Number(value.toPrecision(12)).toLocaleString("en-US", { maximumFractionDigits: 10 }));

export function openable(button, dialog) {
  const input = dialog.querySelector("input");
  const output = dialog.querySelector("output");
  const keys = dialog.querySelector(".calculator-keys");
  const show = () => { const value = calculate(input.value); output.textContent = value === null ? "" : `= ${shown(value)}`; };
  for (const key of KEYS) {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "btn";
    one.textContent = key;
    one.addEventListener("click", () => {
      if (key === "C") input.value = "";
      else if (key === "=") { const value = calculate(input.value); if (value !== null) input.value = shown(value); } else input.value += key;
      show();
    });
    keys.append(one);
  }
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); const value = calculate(input.value); if (value !== null) input.value = shown(value); show(); }
  });
  button.hidden = false;
  button.addEventListener("click", () => { dialog.showModal(); input.focus(); });
}
