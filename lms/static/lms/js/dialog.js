// <form data-confirm="what will happen"> asks first, in words; <button data-dialog="id"> opens a <dialog>.
const words = document.getElementById("words").dataset;

function ask(form, submitter) {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  dialog.setAttribute("aria-labelledby", "ask-title");
  const title = document.createElement("h2");
  title.id = "ask-title";
  title.textContent = form.dataset.confirmTitle || words.confirmTitle;
  const text = document.createElement("p");
  text.textContent = form.dataset.confirm;
  const line = document.createElement("div");
  line.className = "form-actions";
  const no = document.createElement("button");
  const yes = document.createElement("button");
  no.type = yes.type = "button";
  no.className = "btn";
  no.textContent = words.cancel;
  no.autofocus = true;
  yes.className = `btn ${form.dataset.confirmTone === "danger" ? "btn-danger" : form.dataset.confirmTone === "decide" ? "btn-decide" : "btn-primary"}`;
  yes.textContent = form.dataset.confirmOk || words.confirm;
  line.append(no, yes);
  dialog.append(title, text, line);
  document.body.append(dialog);
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    form.dataset.confirmed = "yes";
    dialog.close();
    form.requestSubmit(submitter || undefined);
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (submitter) submitter.focus();
  });
  dialog.showModal();
}

// Capturing, so that htmx doesn't send before the answer.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.confirm) return;
  if (form.dataset.confirmed === "yes") { delete form.dataset.confirmed; return; }
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(form, event.submitter);
}, true);

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  const closer = event.target.closest("[data-dialog-close]");
  if (closer) closer.closest("dialog")?.close();
});
