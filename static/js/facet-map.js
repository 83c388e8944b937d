// The facet map under the pointer: name and number beside the facet, a click follows its link.
// Without this module the links and the browser's own titles work. Keyboards have the table.

function bind(figure) {
  const drawing = figure.querySelector("svg");
  const tip = figure.querySelector("[data-kko-facet-tip]");
  const [name, number, link] = tip.children;
  const words = new Map();
  const byAddress = new Map();
  let lit = null;

  for (const title of drawing.querySelectorAll("title")) {
    const path = title.parentNode;
    const [named, counted = drawing.dataset.kkoNothing] = title.textContent.split(/: (.*)/s);
    words.set(path, [named, counted]);
    if (path.parentNode.matches("a")) byAddress.set(path.parentNode.href.baseVal, path);
    title.remove();
  }

  function place(path) {
    const frame = figure.getBoundingClientRect();
    const facet = path.getBoundingClientRect();
    const left = facet.left + facet.width / 2 - frame.left - tip.offsetWidth / 2;
    const above = facet.top - frame.top - tip.offsetHeight - 8;
    const top = above + frame.top < 0 ? facet.bottom - frame.top + 8 : above;
    const room = Math.max(0, frame.width - tip.offsetWidth);
    tip.style.translate = `${Math.round(Math.min(Math.max(0, left), room))}px ${Math.round(top)}px`;
  }

  function light(path) {
    lit?.classList.remove("is-lit");
    path?.classList.add("is-lit");
    lit = path;
  }

  function show(path, pinned = false) {
    light(path);
    [name.textContent, number.textContent] = words.get(path);
    const address = path.closest("a")?.href.baseVal;
    link.hidden = !(pinned && address);
    if (address) link.href = address;
    tip.hidden = false;
    place(path);
  }

  function hide() {
    light(null);
    tip.hidden = true;
  }

  const facetOf = (event) => (words.has(event.target) ? event.target : null);

  drawing.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const path = facetOf(event);
    if (path) show(path);
    else hide();
  });
  drawing.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") hide();
  });

  // A finger covers what it touches: the first tap tells, the second goes.
  drawing.addEventListener("click", (event) => {
    const path = facetOf(event);
    if (!path || event.pointerType === "mouse") return;
    if (path === lit && !tip.hidden) return;
    event.preventDefault();
    show(path, true);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!figure.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  // A link of the table that is pointed at or focused lights its facet.
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const anchor = event.target.closest?.("a[href]");
      if (figure.contains(event.target)) return;
      const path = anchor && byAddress.get(anchor.getAttribute("href"));
      if (path) light(path);
      else if (lit && tip.hidden) light(null);
    });
  }
}

const bound = new WeakSet();

function bindAll() {
  for (const figure of document.querySelectorAll("[data-kko-facet-map]")) {
    if (bound.has(figure)) continue;
    bound.add(figure);
    bind(figure);
  }
}

bindAll();
document.addEventListener("htmx:afterSettle", bindAll);
