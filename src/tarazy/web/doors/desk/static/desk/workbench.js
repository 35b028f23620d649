// Says at once who moves: a slider and its field follow each other, and what is changed is asked of the server, one
// question after the other, so that the last answer counts. Without this script the button computes the same.
(() => {
  const form = document.querySelector("form[data-workbench]");
  if (!form) return;
  const spoken = document.getElementById("said");
  const comma = document.documentElement.lang === "en" ? "." : ",";
  const numberOf = (text) => Number(text.trim().replace("\u2212", "-").replace(",", "."));
  let isAsking = false;
  let isWaiting = false;

  const show = (part = form) => part.querySelectorAll("input[type=range]").forEach((one) => (one.hidden = false));

  const changed = (more) => {
    const query = new URLSearchParams(more);
    for (const field of form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken") continue;
      const value = field.dataset.shown ?? field.value; // another period waits for the button, with its own figures
      if (value.trim() !== field.dataset.own) query.append(field.name, value);
    }
    return query;
  };

  const follow = (field) => {
    if (field.type === "range") {
      document.getElementById(field.dataset.of).value = field.value.replace(".", comma);
    } else {
      const slider = form.querySelector(`input[data-of="${CSS.escape(field.id)}"]`);
      if (slider && field.value.trim()) slider.value = numberOf(field.value);
    }
  };

  const take = (text) => {
    const told = new DOMParser().parseFromString(text, "text/html");
    const moved = document.adoptNode(told.getElementById("moved"));
    for (const one of moved.querySelectorAll("template[data-for]")) {
      const fields = one.content.firstElementChild;
      const focused = document.activeElement?.id;
      document.getElementById(one.dataset.for).replaceWith(fields);
      show(fields);
      if (focused) document.getElementById(focused)?.focus();
      one.remove();
    }
    document.getElementById("moved").replaceWith(moved);
    const shares = JSON.parse(moved.dataset.shares);
    for (const one of form.querySelectorAll("[data-share]")) {
      const share = shares[one.dataset.share] ?? one.dataset.own;
      if (one.textContent !== share) one.textContent = share;
    }
    spoken.textContent = moved.dataset.said;
    history.replaceState(null, "", moved.dataset.here);
  };

  const ask = async (more = {}) => {
    if (isAsking) {
      isWaiting = { ...(isWaiting || {}), ...more };
      return;
    }
    isAsking = true;
    try {
      const width = matchMedia("(max-width: 40rem)").matches ? "narrow" : "wide";
      const answer = await fetch(`${form.dataset.workbench}?${changed({ width, ...more })}`);
      if (answer.redirected) location.reload();
      else if (answer.ok) take(await answer.text());
      else spoken.textContent = form.dataset.failed;
    } catch {
      spoken.textContent = form.dataset.failed;
    }
    isAsking = false;
    if (isWaiting) {
      const next = isWaiting;
      isWaiting = false;
      ask(next);
    }
  };

  show();
  form.addEventListener("input", (event) => {
    follow(event.target);
    if (!event.target.dataset.shown) ask(event.target.dataset.node ? { fields: event.target.dataset.node } : {});
  });
})();
