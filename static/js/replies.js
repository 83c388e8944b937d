// Saved replies: the chosen one is written into the note where the caret is, without a trip to the server.
function insert(select) {
  const note = document.getElementById(select.dataset.kkoReplies);
  const text = select.selectedOptions[0]?.dataset.kkoText;
  if (!note || !text) return false;
  const before = note.value.slice(0, note.selectionStart).trimEnd();
  const after = note.value.slice(note.selectionEnd).trimStart();
  note.value = [before, text, after].filter(Boolean).join("\n\n");
  const caret = before ? before.length + 2 + text.length : text.length;
  note.focus();
  note.setSelectionRange(caret, caret);
  note.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

for (const button of document.querySelectorAll("[data-kko-insert]")) {
  const select = button.form.querySelector("[data-kko-replies]");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    insert(select);
  });
}
