// A file may also be dropped on the form. Where nothing else is asked it is sent at once: data-drop="send".
(() => {
  const form = document.querySelector("form[data-drop]");
  if (!form) return;
  const field = form.querySelector("input[type=file]");
  const mark = (over) => form.classList.toggle("dropping", over);
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(true);
  });
  form.addEventListener("dragleave", () => mark(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    if (event.dataTransfer.files.length !== 1) return;
    field.files = event.dataTransfer.files;
    if (form.dataset.drop === "send") form.requestSubmit();
  });
})();
