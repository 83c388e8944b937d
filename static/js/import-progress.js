// A long import goes on by itself, part by part, while the page shows how far it is. Without this, a button does it.

const form = document.querySelector("[data-kko-work]");
const part = (name) => form.querySelector(`[data-kko-work-${name}]`);

function show({ done, total }) {
  part("bar").max = total;
  part("bar").value = done;
  part("done").textContent = done;
  part("total").textContent = total;
}

async function nextPart() {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function work() {
  part("button").disabled = true;
  part("trouble").hidden = true;
  try {
    let state = await nextPart();
    while (state.working) {
      show(state);
      state = await nextPart();
    }
    window.location.reload();
  } catch {
    part("trouble").hidden = false;
    part("button").disabled = false;
  }
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    work();
  });
  work();
}
