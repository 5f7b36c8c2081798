// Arrow keys walk through the results; Home and End go to the ends.
const hits = [...document.querySelectorAll("[data-hit]")];

document.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) || !hits.length) return;
  const at = hits.indexOf(document.activeElement);
  const inBox = event.target.matches("input[type=search]");
  if (at < 0 && !(inBox && event.key === "ArrowDown")) return;
  const wanted = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: hits.length - 1 }[event.key];
  event.preventDefault();
  if (wanted < 0) document.querySelector("[data-search-box]")?.focus();
  else hits[Math.min(wanted, hits.length - 1)].focus();
});
