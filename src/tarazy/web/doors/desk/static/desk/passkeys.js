/* Passkeys: asks the device and sends its answer with the form. Without a script the other ways stay. */
const decoded = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const encoded = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => (list ?? []).map((one) => ({ ...one, id: decoded(one.id) }));

function asked(options) {
  const given = { ...options, challenge: decoded(options.challenge) };
  if (options.user) {
    given.user = { ...options.user, id: decoded(options.user.id) };
    given.excludeCredentials = known(options.excludeCredentials);
    // A passkey stands for the password too, so it is kept on the device, which checks who holds it.
    given.authenticatorSelection = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  } else {
    given.allowCredentials = known(options.allowCredentials);
  }
  return given;
}

function answered(credential) {
  const response = { clientDataJSON: encoded(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = encoded(credential.response[part]);
  }
  const { id, type } = credential;
  const clientExtensionResults = credential.getClientExtensionResults();
  return JSON.stringify({ id, rawId: encoded(credential.rawId), type, response, clientExtensionResults });
}

async function options(form) {
  if (!form.dataset.optionsFrom) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

if (window.PublicKeyCredential) {
  for (const place of document.querySelectorAll("[data-needs-passkeys]")) place.hidden = false;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const { publicKey } = await options(form);
        const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: asked(publicKey) });
        form.elements.credential.value = answered(credential);
        form.submit();
      } catch {
        form.querySelector("[data-passkey-failed]").hidden = false;
      }
    });
  }
}
