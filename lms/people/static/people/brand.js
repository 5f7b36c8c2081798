// Shows name, colour and logo in the preview (and the colour on the whole page) before they are saved.
const preview = document.getElementById("preview");
const name = preview.querySelector("[data-preview-name]");
const logo = preview.querySelector("[data-preview-logo]");

document.addEventListener("input", ({ target }) => {
  if (target.name === "brand_name") name.textContent = target.value.trim() || name.dataset.fallback;
  if (target.name === "accent") {
    preview.dataset.accent = target.value;
    document.documentElement.dataset.accent = target.value;
  }
});

document.addEventListener("change", ({ target }) => {
  if (target.name !== "logo" || !target.files.length) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    logo.src = reader.result; // a data: address, which the content policy allows for pictures
    logo.hidden = false;
  });
  reader.readAsDataURL(target.files[0]);
});
