// Runs before the first paint, so that a dark page never flashes white.
(function () {
  var choice = null;
  try { choice = localStorage.getItem("duzuo-theme"); } catch (error) { choice = null; }
  var dark = choice === "dark" || (choice !== "light" && window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light");
})();
