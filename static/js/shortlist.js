// Adds a profile to the shortlist in place. The link leads to a page with a form; this fetches that form and
// sends it. Whatever goes wrong, the link is followed as it would be without this script.

async function add(link) {
  const page = await fetch(link.href, { credentials: "same-origin" });
  const sheet = new DOMParser().parseFromString(await page.text(), "text/html");
  const form = sheet.querySelector("[data-kko-shortlist-form]");
  const there = sheet.querySelector("[data-kko-shortlist-there]");
  if (page.ok && there) return tell(link, there.dataset.kkoShortlistThere, there.getAttribute("href"));
  if (!page.ok || !form) throw new Error("no form");
  const answer = await fetch(link.href, {
    method: "POST",
    body: new FormData(form),
    credentials: "same-origin",
    headers: { "X-Requested-With": "fetch" },
  });
  if (!(answer.headers.get("Content-Type") ?? "").includes("json")) throw new Error("no answer");
  const { said, url } = await answer.json();
  tell(link, said, url);
}

function tell(link, said, url) {
  link.textContent = said;
  link.href = url;
  link.removeAttribute("data-kko-shortlist");
  link.setAttribute("role", "status");
  window.setTimeout(() => link.removeAttribute("role"), 2000);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-kko-shortlist]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  add(link).catch(() => window.location.assign(link.href));
});
