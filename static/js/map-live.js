// The map over the facets: Leaflet draws, supercluster gathers points into squares with numbers.
// Points come as columns of whole units; who stands behind one is asked for when it is clicked.

const FARTHEST = 8;
const NEAREST = 17;
const APART = 72; // CSS pixels between the middles of two squares, so that each is a target of its own
const MOST_ASKED = 20;
const NAMES_FROM = { 1: 0, 2: 9, 3: 10.75 }; // from which zoom the names of a rank are shown
const LETTER = { 1: [8.6, 18], 2: [7.6, 16], 3: [7.2, 16] }; // about how wide a letter and how high a line is
const AWAY = 24; // from the middle of a square to what stands beside it
const SIZES = [[1000, 5], [200, 4], [50, 3], [10, 2], [0, 1]];

const number = new Intl.NumberFormat(document.documentElement.lang);

function script(address) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    Object.assign(element, { src: address, onload: resolve, onerror: reject });
    document.head.append(element);
  });
}

function sheet(address) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("link");
    Object.assign(element, { rel: "stylesheet", href: address, onload: resolve, onerror: reject });
    document.head.append(element);
  });
}

async function json(address, options) {
  const answer = await fetch(address, { credentials: "omit", ...options });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

function made(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

function link(className, text, address) {
  const element = made("a", className, text);
  element.href = address;
  return element;
}

/** Bring what the map needs and lay it over the facets; its `show(view)` follows the page's question. */
export async function start(place) {
  performance.mark("kko-map-start");
  const { kkoLeaflet, kkoLeafletSheet, kkoSupercluster, kkoSheet, kkoBase } = place.dataset;
  const first = json(place.closest("[data-kko-map-view]").dataset.kkoPoints).catch(() => null);
  const files = [script(kkoLeaflet), script(kkoSupercluster), sheet(kkoLeafletSheet), sheet(kkoSheet)];
  const [base] = await Promise.all([json(kkoBase), ...files]);
  return new LiveMap(place, base, first);
}

class LiveMap {
  constructor(place, base, first) {
    this.place = place;
    this.first = first;
    place.hidden = false;
    const { L } = window;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(place, {
      minZoom: FARTHEST,
      maxZoom: NEAREST,
      zoomSnap: 0.25,
      zoomControl: false,
      attributionControl: false,
      scrollWheelZoom: false,
      dragging: !matchMedia("(pointer: coarse)").matches, // one finger scrolls the page, two move the map
      renderer: L.svg({ padding: 0.5 }),
      zoomAnimation: !still,
      fadeAnimation: !still,
      markerZoomAnimation: !still,
      maxBoundsViscosity: 1,
    });
    this.lay(base);
    this.bind();
  }

  lay(base) {
    const { L } = window;
    const { kkoTiles, kkoTilesAttribution, kkoZoomIn, kkoZoomOut } = this.place.dataset;
    L.control.zoom({ zoomInTitle: kkoZoomIn, zoomOutTitle: kkoZoomOut }).addTo(this.map);
    if (kkoTiles) this.layTiles(kkoTiles, kkoTilesAttribution);
    this.facets = new Map();
    const facets = L.geoJSON(base.facets, { interactive: false, style: { className: "map-facet", weight: 1 } });
    this.region = facets.getBounds();
    this.map.setMaxBounds(this.region.pad(0.25)).fitBounds(this.region, { padding: [6, 6], animate: false });
    facets.addTo(this.map).eachLayer((one) => this.facets.set(one.feature.properties.slug, one.getElement()));
    L.geoJSON(base.districts, { interactive: false, style: { className: "map-border", fill: false } }).addTo(this.map);
    this.names = base.names.features.map(({ properties, geometry: { coordinates } }) => ({
      ...properties,
      at: L.latLng(coordinates[1], coordinates[0]),
    }));
    this.names.sort((one, other) => one.rank - other.rank);
    this.map.createPane("names").classList.add("map-names");
    this.labels = L.layerGroup().addTo(this.map);
    this.marks = L.layerGroup().addTo(this.map);
  }

  layTiles(address, owed) {
    const { L } = window;
    this.place.classList.add("has-tiles");
    const words = document.createElement("span");
    words.textContent = owed ?? "";
    L.control.attribution({ prefix: false }).addTo(this.map);
    L.tileLayer(address, { maxZoom: NEAREST, attribution: words.innerHTML }).addTo(this.map);
  }

  bind() {
    this.map.on("moveend", () => this.draw());
    this.map.on("click", () => this.map.scrollWheelZoom.enable());
    this.place.addEventListener("mouseleave", () => this.map.scrollWheelZoom.disable());
    for (const kind of ["pointerover", "focusin"]) {
      document.addEventListener(kind, ({ target }) => {
        this.light(target.closest?.("[data-kko-municipality]")?.dataset.kkoMunicipality);
      });
    }
  }

  /** Follow the question of `view`, the part of the page around the map: its points, its tinted facets. */
  async show(view) {
    this.map.invalidateSize({ pan: false });
    this.view = view;
    const address = view.dataset.kkoPoints;
    if (address === this.asked) return;
    this.asked = address;
    this.map.closePopup();
    this.tint(view);
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const early = await this.first;
      this.first = null;
      this.gather(early ?? (await json(address, { signal: this.asking.signal })));
    } catch (error) {
      if (error.name === "AbortError") return;
      this.asked = null;
      this.place.hidden = true; // the facets below are true
    }
  }

  gather({ origin, units, x, y, number: people }) {
    const began = !this.index;
    let east = 0;
    const points = y.map((north, place) => {
      east += x[place];
      const coordinates = [origin[0] + east / units, origin[1] + north / units];
      const properties = { people: people[place], point: `${east}-${north}` };
      return { type: "Feature", properties, geometry: { type: "Point", coordinates } };
    });
    const options = { radius: APART, extent: 256, maxZoom: NEAREST, minPoints: 2 };
    const map = ({ people: each }) => ({ people: each });
    const reduce = (sum, each) => { sum.people += each.people; };
    this.index = new window.Supercluster({ ...options, map, reduce }).load(points);
    this.place.hidden = false;
    this.seek(points, began);
    this.draw();
    if (began) requestAnimationFrame(() => performance.mark("kko-map-ready", { detail: points.length }));
    this.place.dataset.kkoShown = String(points.length);
  }

  /** Go where the points are when none of them is in sight, and at first when they are only in a part of the region. */
  seek(points, began) {
    if (!points.length) return;
    const { L } = window;
    const all = L.latLngBounds(points.map(({ geometry: { coordinates: [x, y] } }) => [y, x]));
    const narrowed = new URL(this.asked, location).search !== "";
    if (began ? narrowed : !this.map.getBounds().intersects(all)) {
      this.map.fitBounds(all.pad(0.1), { padding: [40, 40], maxZoom: 12, animate: false });
    }
  }

  draw() {
    if (!this.index) return;
    const { L } = window;
    const seen = this.map.getBounds().pad(0.15);
    const box = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
    this.marks.clearLayers();
    for (const found of this.index.getClusters(box, Math.floor(this.map.getZoom() + 0.3))) this.marks.addLayer(this.mark(found));
    this.name(seen);
  }

  /** Write the names for which there is room: towns first, beside the squares and beside each other. */
  name(seen) {
    const { L } = window;
    const { x: right, y: bottom } = this.map.getSize();
    const whole = L.bounds(this.map.containerPointToLayerPoint([0, 0]), this.map.containerPointToLayerPoint([right, bottom]));
    const taken = this.marks.getLayers().map((one) => around(this.map.latLngToLayerPoint(one.getLatLng()), 36, 36));
    this.labels.clearLayers();
    for (const { name, rank, at } of this.names) {
      if (this.map.getZoom() < NAMES_FROM[rank] || !seen.contains(at)) continue;
      const [width, height] = LETTER[rank];
      const point = this.map.latLngToLayerPoint(at);
      const wide = name.length * width;
      const aside = AWAY + wide / 2;
      const offsets = [[0, 0], [0, AWAY + 4], [0, -AWAY - 4], [aside, 0], [-aside, 0]];
      const boxes = offsets.map((offset) => around(point.add(offset), wide, height));
      const place = boxes.findIndex((box) => whole.contains(box) && taken.every((other) => !box.overlaps(other)));
      if (place < 0) continue;
      taken.push(boxes[place]);
      const iconAnchor = offsets[place].map((far) => -far);
      const className = `map-name map-name-${rank}`;
      const icon = L.divIcon({ className, html: made("span", "", name), iconSize: null, iconAnchor });
      this.labels.addLayer(L.marker(at, { icon, pane: "names", interactive: false, keyboard: false }));
    }
  }

  mark({ properties, geometry: { coordinates } }) {
    const { L } = window;
    const { people, cluster } = properties;
    const kind = cluster ? "cluster" : people > 1 ? "several" : "one";
    const [, size] = SIZES.find(([least]) => people >= least);
    const html = made("span", "", people > 1 ? number.format(people) : "");
    const icon = L.divIcon({ className: `map-mark map-${kind} map-size-${size}`, html, iconSize: null });
    const at = L.latLng(coordinates[1], coordinates[0]);
    const marker = L.marker(at, { icon, keyboard: false, riseOnHover: true });
    return marker.on("click", () => (cluster ? this.open(properties.cluster_id, at) : this.tell([properties.point], at)));
  }

  /** A gathering opens by coming nearer; one that stays together at the nearest tells its names. */
  open(cluster, at) {
    const zoom = this.index.getClusterExpansionZoom(cluster);
    if (zoom <= NEAREST) this.map.setView(at, zoom);
    else this.tell(this.index.getLeaves(cluster, MOST_ASKED).map(({ properties }) => properties.point), at);
  }

  async tell(points, at) {
    const address = new URL(this.view.dataset.kkoPlace, location);
    for (const point of points) address.searchParams.append("bod", point);
    const asked = this.asked;
    const words = await json(address).then(written, () => made("p", "map-sorry", this.place.dataset.kkoSorry));
    if (asked !== this.asked) return;
    const options = { minWidth: 200, maxWidth: 280, maxHeight: 260, autoPanPadding: [12, 12] };
    const popup = window.L.popup(options).setLatLng(at).setContent(words).openOn(this.map);
    popup.getElement()?.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", this.place.dataset.kkoClose);
  }

  /** Facets where somebody was found stand out; the rows of the table know them. */
  tint(view) {
    const rows = [...view.querySelectorAll("[data-kko-municipality]")];
    const found = new Set(rows.map((row) => row.dataset.kkoMunicipality));
    for (const [slug, facet] of this.facets) facet.classList.toggle("is-found", found.has(slug));
  }

  light(slug) {
    const facet = this.facets.get(slug);
    if (facet === this.lit) return;
    this.lit?.classList.remove("is-lit");
    facet?.classList.add("is-lit");
    this.lit = facet;
  }
}

function around(point, width, height) {
  return window.L.bounds(point.subtract([width / 2, height / 2]), point.add([width / 2, height / 2]));
}

function written({ heading, cards, more }) {
  const words = made("div", "map-card");
  if (cards.length !== 1) words.append(made("p", "map-card-heading", heading));
  const list = made("ul", "map-card-list");
  for (const { name, url, meta, sample } of cards) {
    const item = made("li", "");
    item.append(link("map-card-name", name, url), made("span", "map-card-meta", meta));
    if (sample) item.append(made("span", "sample-label", sample));
    list.append(item);
  }
  words.append(list);
  if (more) words.append(link("map-card-more", more.words, more.url));
  return words;
}
