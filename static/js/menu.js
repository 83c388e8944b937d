// The menu and the filter sheet work by HTML alone (popover, details); this only tidies up after them.

const wide = window.matchMedia("(min-width: 76rem)");

// A menu left open while the window grows would stay above the page.
wide.addEventListener("change", () => {
  for (const menu of document.querySelectorAll("[data-kko-menu]")) {
    if (wide.matches && menu.matches(":popover-open")) menu.hidePopover();
  }
});

// Escape closes an open sheet and gives the focus back to what opened it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const sheet = document.querySelector("details.filter-sheet[open]");
  if (!sheet || window.matchMedia("(min-width: 50rem)").matches) return;
  sheet.open = false;
  sheet.querySelector("summary").focus();
});

// Browsers that cannot style ::details-content get the filters of a wide window opened here.
if (!CSS.supports("selector(::details-content)") && window.matchMedia("(min-width: 50rem)").matches) {
  for (const sheet of document.querySelectorAll("details.filter-sheet")) sheet.open = true;
}
