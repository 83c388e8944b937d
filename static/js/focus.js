// What the page wants read first (a summary of errors) takes the focus, also after an update in place.

function focusFirst(root) {
  root.querySelector("[data-kko-focus]")?.focus();
}

focusFirst(document);
document.addEventListener("htmx:afterSettle", (event) => focusFirst(event.target));
