// On a slow line people write before the page's scripts have come. What they wrote tells itself then, as if just
// written, so that it is saved like all the rest. It stands after the scripts that listen.
// Only on a page newly opened: when it is loaded anew or come back to, browsers put old words into its fields
// themselves, and these must not go over what somebody has saved meanwhile. What an interview puts back from its
// tab counts as written.

function isWritten(field) {
  switch (field.type) {
    case "hidden":
    case "submit":
    case "button":
      return false;
    case "checkbox":
    case "radio":
      return field.checked !== field.defaultChecked;
    case "file":
      return field.value !== "";
    case "select-multiple":
      return [...field.options].some((option) => option.selected !== option.defaultSelected);
    case "select-one": {
      const drawn = [...field.options].findLastIndex((option) => option.defaultSelected);
      return field.selectedIndex !== Math.max(drawn, 0);
    }
    default:
      return field.value !== field.defaultValue;
  }
}

if (performance.getEntriesByType("navigation")[0]?.type === "navigate") {
  for (const form of document.querySelectorAll("form[data-kko-autosave], form[data-kko-interview]")) {
    const written = [...form.elements].find((field) => "value" in field && field.name && isWritten(field));
    written?.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
