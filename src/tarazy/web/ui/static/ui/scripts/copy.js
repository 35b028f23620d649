/* Adds a button that copies to every hash and code. Without it one click chooses the whole text. */
for (const place of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.querySelector("template[data-copy-button]")?.content.firstElementChild?.cloneNode(true);
  if (!button) break;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(place.dataset.copy);
    button.querySelector("[role=status]").textContent = button.dataset.done;
  });
  place.append(button);
}
