// Opens the remarks of a cell beside the form, to be read and written there. Without this script the link leads to them.
(() => {
  const dialog = document.querySelector("dialog[data-remarks-place]");
  if (!dialog) return;
  const place = dialog.querySelector("div");
  let link = null;

  const show = async (answer) => {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.querySelector("#remarks");
    if (!part) return location.assign(answer.url);
    place.replaceChildren(part);
    link.firstElementChild.textContent = part.dataset.said;
  };

  document.addEventListener("click", async (event) => {
    const pressed = event.target.closest("a[data-remarks]");
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!dialog.open) link = pressed;
    try {
      await show(await fetch(pressed.href));
    } catch {
      return location.assign(pressed.href);
    }
    if (!dialog.open) dialog.showModal();
    place.querySelector("textarea").focus();
  });

  dialog.addEventListener("submit", async (event) => {
    if (event.target.method === "dialog") return;
    event.preventDefault();
    await show(await fetch(event.target.action, { method: "POST", body: new FormData(event.target) }));
    place.querySelector("textarea").focus();
  });
  dialog.addEventListener("close", () => link?.focus());
})();
