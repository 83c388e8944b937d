// The catalogue as a map: brings the map itself when its place comes into view, and tells it when the question changes.
// Without it the facets are links, and the table beside them has everything.

const begun = new WeakMap();

async function begin(place) {
  const { start } = await import(place.dataset.kkoMap);
  return start(place);
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watcher.unobserve(entry.target);
      meet(entry.target);
    }
  },
  { rootMargin: "100px" },
);

function meet(stage) {
  const place = stage.querySelector("[data-kko-map]");
  if (!place || !stage.isConnected) return;
  if (!begun.has(place)) begun.set(place, begin(place));
  begun.get(place).then(
    (map) => map.show(place.closest("[data-kko-map-view]")),
    () => begun.delete(place), // what did not load leaves the facets in sight, and may load the next time
  );
}

function look() {
  const stage = document.querySelector("[data-kko-map-stage]");
  if (!stage) return;
  if (begun.has(stage.querySelector("[data-kko-map]"))) meet(stage);
  else watcher.observe(stage);
}

look();
for (const happened of ["htmx:afterSettle", "htmx:historyRestore"]) document.addEventListener(happened, look);
