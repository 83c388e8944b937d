// Suggestions while one types in a search box: the combobox of ARIA's practices with a list. Without this module, or
// when the network fails, the box is a plain form.

const PAUSE_MS = 120;
const LEAST = 2;
const MOST = 60;
const answers = new Map();
let boxes = 0;

// The same words ask the same address, so that caches serve many visitors.
const asked = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim().slice(0, MOST);

async function answer(url, text, signal) {
  const address = `${url}?q=${encodeURIComponent(text)}`;
  if (!answers.has(address)) {
    const response = await fetch(address, { signal, credentials: "same-origin" });
    if (!response.ok) throw new Error(`${response.status}`);
    answers.set(address, await response.json());
  }
  return answers.get(address);
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

class SearchBox {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[name=q]");
    this.key = `suggest-${++boxes}`;
    this.list = make("div", { class: "suggest", id: this.key, role: "listbox", hidden: "hidden" });
    this.list.setAttribute("aria-label", form.dataset.kkoSuggestLabel);
    this.said = make("p", { class: "visually-hidden", role: "status" });
    this.options = [];
    this.active = -1;
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.key, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    form.append(this.list, this.said);
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    // The panel under the header: who opens it wants to type.
    this.form.closest("[popover]")?.addEventListener("toggle", (event) => {
      if (event.newState === "open") this.input.focus();
    });
    // The focus stays in the field while one points at the list.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  wait() {
    clearTimeout(this.timer);
    this.request?.abort();
    const text = asked(this.input.value);
    if (text.length < LEAST) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.ask(text), PAUSE_MS);
  }

  async ask(text) {
    this.request = new AbortController();
    try {
      const found = await answer(this.form.dataset.kkoSuggest, text, this.request.signal);
      if (asked(this.input.value) === text && document.activeElement === this.input) this.show(found);
    } catch (error) {
      if (error.name !== "AbortError") this.close(); // the form still works
    }
  }

  show(found) {
    this.options = [];
    this.list.replaceChildren(...found.groups.map((group, place) => this.group(group, place)));
    this.activate(-1);
    this.said.textContent = found.said;
    this.toggle(this.options.length > 0);
  }

  group(group, place) {
    const label = `${this.key}-${place}`;
    const options = group.items.map((item) => this.option(item));
    const heading = make("div", { class: "suggest__label", id: label, role: "presentation" }, group.label);
    return make("div", { role: "group", "aria-labelledby": label }, heading, ...options);
  }

  option(item) {
    const id = `${this.key}-option-${this.options.length}`;
    const option = make("a", { role: "option", id, href: item.url, tabindex: "-1", "aria-selected": "false" });
    option.append(make("span", { lang: item.lang }, item.title));
    if (item.meta) option.append(make("span", { class: "suggest__meta" }, item.meta));
    this.options.push(option);
    return option;
  }

  press(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event);
    else if (event.key === "Enter" && this.isOpen() && this.active >= 0) {
      event.preventDefault();
      this.options[this.active].click();
    } else if (event.key === "Escape" && this.isOpen()) {
      event.preventDefault(); // what was typed stays
      event.stopPropagation();
      this.close();
    }
  }

  move(event) {
    event.preventDefault();
    if (!this.isOpen()) {
      this.wait();
      return;
    }
    const places = this.options.length + 1; // the field itself is one of them
    const step = event.key === "ArrowDown" ? 1 : -1;
    this.activate(((this.active + 1 + step + places) % places) - 1);
  }

  activate(place) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const option = this.options[place];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else this.input.removeAttribute("aria-activedescendant");
  }

  isOpen() {
    return !this.list.hidden;
  }

  toggle(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.activate(-1);
    this.said.textContent = "";
    this.toggle(false);
  }
}

for (const form of document.querySelectorAll("form[data-kko-suggest]")) new SearchBox(form);
