// The catalogue: keeps the focus while results change in place, and the filter sheet where it was.
const form = document.querySelector("[data-kko-catalogue]");

let focused = null;
let caret = null;
let sheetOpen = false;

form?.addEventListener("htmx:beforeSwap", () => {
  const active = document.activeElement;
  focused = active && form.contains(active) ? { id: active.id, name: active.name, value: active.value } : null;
  caret = active?.id === "catalogue-search" ? active.selectionStart : null;
  sheetOpen = form.querySelector(".filter-sheet")?.open ?? false;
});

form?.addEventListener("htmx:afterSwap", () => {
  const sheet = form.querySelector(".filter-sheet");
  if (sheet) sheet.open = sheetOpen;
  if (!focused) return;
  const same = focused.id
    ? document.getElementById(focused.id)
    : [...form.elements].find((one) => one.name === focused.name && one.value === focused.value);
  same?.focus({ preventScroll: true });
  if (caret !== null && same?.setSelectionRange) same.setSelectionRange(caret, caret);
});

form?.addEventListener("click", (event) => {
  if (event.target.closest("[data-kko-close-sheet]")) {
    const sheet = form.querySelector(".filter-sheet");
    if (sheet) sheet.open = false;
  }
});
