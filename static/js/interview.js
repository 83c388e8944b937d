// An interview in the field saves itself at each change and says so. Without a connection nothing typed is
// lost: it stays on the page and, until it is saved, in this tab.

const form = document.querySelector("[data-kko-interview]");
if (form) keep(form);

function keep(form) {
  const state = form.querySelector("[data-kko-state]");
  const place = `kko-interview-${form.dataset.kkoInterview}`;
  let waiting = 0;
  let letGo = false;

  function say(text, lost = false) {
    state.textContent = text;
    state.classList.toggle("is-lost", lost);
  }

  function typed() {
    return [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  }

  // Saves what is typed; returns whether the server answered at all.
  async function save() {
    clearTimeout(waiting);
    sessionStorage.setItem(place, JSON.stringify(typed()));
    let response;
    try {
      response = await fetch(form.action || location.href, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch", Accept: "application/json" },
      });
      if (response.redirected || response.status >= 500) throw new Error("not saved");
    } catch {
      say(form.dataset.kkoLost, true);
      return false;
    }
    if (response.ok) {
      sessionStorage.removeItem(place);
      const { saved } = await response.json();
      say(`${form.dataset.kkoSaved} ${saved}`);
    } else if (response.status === 422) {
      const { errors } = await response.json();
      say(`${form.dataset.kkoWrong} ${errors.join(" ")}`, true);
    } else {
      say(form.dataset.kkoLost, true);
      return response.status === 409;
    }
    return true;
  }

  function restore() {
    const stored = sessionStorage.getItem(place);
    if (!stored) return;
    const values = JSON.parse(stored);
    for (const field of form.elements) {
      const own = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = own.includes(field.value);
      else if (field.name && own.length && field.type !== "hidden") field.value = own[0];
    }
    say(form.dataset.kkoRestored);
  }

  form.addEventListener("change", save);
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
  });
  form.addEventListener("submit", async (event) => {
    if (letGo) return;
    event.preventDefault();
    const button = event.submitter;
    if (await save()) {
      letGo = true;
      form.requestSubmit(button);
    }
  });
  addEventListener("online", () => sessionStorage.getItem(place) && save());
  restore();
}
