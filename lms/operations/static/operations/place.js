// Where the phone is, to about a kilometre: it is rounded here, so that nothing finer leaves the phone.
const button = document.querySelector("[data-locate]");
const [latitude, longitude] = ["latitude", "longitude"].map((name) => document.querySelector(`[name="${name}"]`));
const told = document.querySelector("[data-located]");

function fill(position) {
  latitude.value = position.coords.latitude.toFixed(2);
  longitude.value = position.coords.longitude.toFixed(2);
  for (const input of [latitude, longitude]) input.dispatchEvent(new Event("input", { bubbles: true }));
  say(button.dataset.found);
}

function say(words) {
  told.textContent = words;
  button.disabled = false;
}

if (button && navigator.geolocation && window.isSecureContext) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    told.textContent = button.dataset.asking;
    navigator.geolocation.getCurrentPosition(fill, () => say(button.dataset.refused), { timeout: 15000, maximumAge: 60000 });
  });
}
