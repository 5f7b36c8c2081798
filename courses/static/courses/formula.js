// The same small language as courses/domain/formula.py, in exact fractions: + - * / ( ) numbers, names, round abs min max.

const gcd = (a, b) => { while (b) [a, b] = [b, a % b]; return a < 0n ? -a : a; };

export function fraction(top, bottom = 1n) {
  if (bottom === 0n) throw new RangeError("zero");
  if (bottom < 0n) [top, bottom] = [-top, -bottom];
  const common = gcd(top, bottom) || 1n;
  return [top / common, bottom / common];
}

export function parseNumber(text) {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.replace(/[,，\s]/g, "").replace("−", "-"));
  if (!match) return null;
  const places = match[3] || "";
  const value = BigInt(match[2] + places) * (match[1] === "-" ? -1n : 1n);
  return fraction(value, 10n ** BigInt(places.length));
}

const add = (a, b) => fraction(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
const times = (a, b) => fraction(a[0] * b[0], a[1] * b[1]);
const over = (a, b) => fraction(a[0] * b[1], a[1] * b[0]);
const negative = (a) => [-a[0], a[1]];
const less = (a, b) => a[0] * b[1] < b[0] * a[1];

export function halfUp(value, places) {
  const scale = 10n ** BigInt(places);
  const size = value[0] < 0n ? -value[0] : value[0];
  const whole = (2n * size * scale + value[1]) / (2n * value[1]);
  return fraction(value[0] < 0n ? -whole : whole, scale);
}

export function format(value, places) {
  const rounded = halfUp(value, places);
  const scale = 10n ** BigInt(places);
  const whole = (rounded[0] * scale) / rounded[1];
  const digits = (whole < 0n ? -whole : whole).toString().padStart(places + 1, "0");
  const head = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
  return (whole < 0n ? "-" : "") + head + (places ? `.${digits.slice(-places)}` : "");
}

const functions = {
  round: ([value, places = [0n, 1n]]) => halfUp(value, Number(places[0])),
  abs: ([value]) => (value[0] < 0n ? negative(value) : value),
  min: (all) => all.reduce((a, b) => (less(b, a) ? b : a)),
  max: (all) => all.reduce((a, b) => (less(a, b) ? b : a)),
};

export function evaluate(formula, values) {
  const words = formula.match(/\d+(?:\.\d+)?|[A-Za-z][A-Za-z0-9_]*|[-+*/(),]/g) || [];
  let at = 0;
  const expect = (sign) => { if (words[at++] !== sign) throw new SyntaxError(formula); };

  function sum() {
    let value = product();
    while (words[at] === "+" || words[at] === "-") value = words[at++] === "+" ? add(value, product()) : add(value, negative(product()));
    return value;
  }
  function product() {
    let value = signed();
    while (words[at] === "*" || words[at] === "/") value = words[at++] === "*" ? times(value, signed()) : over(value, signed());
    return value;
  }
  function signed() {
    let minus = false;
    while (words[at] === "+" || words[at] === "-") if (words[at++] === "-") minus = !minus;
    return minus ? negative(atom()) : atom();
  }
  function atom() {
    const word = words[at++];
    if (word === "(") { const value = sum(); expect(")"); return value; }
    if (/^\d/.test(word)) return parseNumber(word);
    if (word in functions && words[at] === "(") {
      at += 1;
      const all = [sum()];
      while (words[at] === ",") { at += 1; all.push(sum()); }
      expect(")");
      return functions[word](all);
    }
    if (values.has(word)) return values.get(word);
    throw new SyntaxError(formula);
  }
  const value = sum();
  if (at !== words.length) throw new SyntaxError(formula);
  return value;
}
