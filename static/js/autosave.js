// Saves a form to its own address as one types, and says so. Nothing typed is lost when that fails:
// the next change tries again, and whoever leaves with unsaved words is asked.

const PAUSE = 1500;

function mark(form, errors) {
  for (const old of form.querySelectorAll("[data-kko-marked]")) {
    if (old.matches(".field-error")) old.remove();
    else {
      old.classList.remove("is-invalid");
      delete old.dataset.kkoMarked;
    }
  }
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    if (!errors[input.name]) input.removeAttribute("aria-invalid");
  }
  for (const [name, texts] of Object.entries(errors)) {
    const input = form.querySelector(`[name="${CSS.escape(name)}"]`);
    const field = input?.closest(".field");
    if (!field) continue;
    input.setAttribute("aria-invalid", "true");
    if (field.querySelector(".field-error:not([data-kko-marked])")) continue;
    field.classList.add("is-invalid");
    field.dataset.kkoMarked = "";
    const note = document.createElement("div");
    note.className = "field-error";
    note.dataset.kkoMarked = "";
    note.append(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    (field.querySelector("fieldset") ?? field).append(note);
  }
}

// What the server marked when it drew the page goes once the field is right.
function unmark(form, errors) {
  for (const field of form.querySelectorAll(".field.is-invalid:not([data-kko-marked])")) {
    const names = [...field.querySelectorAll("[name]")].map((input) => input.name);
    if (names.some((name) => errors[name])) continue;
    field.classList.remove("is-invalid");
    field.querySelector(".field-error")?.remove();
  }
}

function bind(form) {
  const status = form.querySelector("[data-kko-status]");
  const meter = document.querySelector("[data-kko-completeness]");
  let timer = 0;
  let unsaved = false;
  let leaving = false;
  let queue = Promise.resolve();

  function tell(text, failed) {
    status.textContent = text;
    status.classList.toggle("is-failed", failed);
  }

  async function save() {
    unsaved = false;
    let answer;
    try {
      answer = await fetch(form.action, {
        method: "POST",
        headers: { "X-KKO-Autosave": "1", Accept: "application/json" },
        body: new FormData(form),
        redirect: "follow",
      });
    } catch {
      unsaved = true;
      return tell(form.dataset.kkoFailed, true);
    }
    if (!answer.headers.get("Content-Type")?.includes("json")) {
      unsaved = true;
      return tell(answer.redirected || answer.status === 403 ? form.dataset.kkoSignedOut : form.dataset.kkoFailed, true);
    }
    const { status: said, errors, percent, share } = await answer.json();
    unmark(form, errors);
    mark(form, errors);
    tell(said, !answer.ok);
    if (!answer.ok || Object.keys(errors).length) unsaved = true;
    if (answer.ok && meter) {
      meter.querySelector("progress").value = percent;
      meter.querySelector("[data-kko-share]").textContent = share;
    }
  }

  // One at a time, so that an older state never arrives after a newer one.
  function saveInTurn() {
    if (!leaving) queue = queue.then(save, save);
    return queue;
  }

  function changed() {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(saveInTurn, PAUSE);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  // Who goes on by a link before the pause is over goes with everything saved.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const plain = !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain || !unsaved || link.target || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    clearTimeout(timer);
    await saveInTurn();
    location.assign(link.href);
  });
  window.addEventListener("online", () => unsaved && changed());
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !leaving) event.preventDefault();
  });
}

for (const form of document.querySelectorAll("form[data-kko-autosave]")) bind(form);
