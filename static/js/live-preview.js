// Beside a step on a wide screen: what the card and the head of the page become, drawn by the server.

const WIDE = window.matchMedia("(width >= 75rem)");
const PAUSE = 500;

function bind(form) {
  const frame = document.querySelector("[data-kko-live]");
  const body = frame?.querySelector("[data-kko-live-body]");
  if (!body) return;
  let timer = 0;
  let asked = 0;

  async function draw() {
    if (!WIDE.matches) return;
    const number = ++asked;
    const data = new FormData(form);
    try {
      const answer = await fetch(form.dataset.kkoPreview, { method: "POST", body: data, redirect: "error" });
      if (!answer.ok || number !== asked) return;
      body.innerHTML = await answer.text();
      frame.hidden = false;
    } catch {
      // Without a network the last drawing stays; the form itself says that it could not be saved.
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  WIDE.addEventListener("change", draw);
  draw();
}

for (const form of document.querySelectorAll("form[data-kko-preview]")) bind(form);
