// Saves a cell of a form when it is left. Without this script the button at the end of the page saves all of them.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const waiting = new Map();

  const fields = (cell) => [...cell.querySelectorAll("input, select, textarea")];
  const content = (cell) => {
    const data = new URLSearchParams();
    for (const field of fields(cell)) {
      if ((field.type === "radio" || field.type === "checkbox") && !field.checked) continue;
      data.append(field.name, field.value.replace(/\n/g, "\r\n")); // as the whole form sends its lines
    }
    return data;
  };
  const written = (cell) => JSON.stringify([...content(cell)].filter(([name]) => !/-(seen|mark|overtaken)$/.test(name)));

  const show = (cell, told) => {
    const said = cell.querySelector("[data-said]");
    said.textContent = told.message;
    said.dataset.said = told.state;
    if (told.state !== "saved") return;
    for (const name of ["seen", "mark"]) {
      cell.querySelector(`[name="${CSS.escape(told.cell)}-${name}"]`).value = told[name];
    }
  };

  const save = async (cell) => {
    const now = written(cell);
    if (now === cell.dataset.saved) return;
    const data = content(cell);
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const told = (await answer.json()).cells[0];
    if (told) show(cell, told);
    cell.dataset.saved = now;
  };

  for (const cell of form.querySelectorAll("[data-cell]")) {
    cell.dataset.saved = written(cell);
    cell.addEventListener("focusout", (event) => {
      if (cell.contains(event.relatedTarget)) return;
      // One after the other: the second must know what the first has saved. Without a network the button is left.
      const before = waiting.get(cell) ?? Promise.resolve();
      waiting.set(cell, before.then(() => save(cell)).catch(() => {}));
    });
  }
})();
