// The desk: one box ticks a whole queue, and how many are ticked is said beside the button.
for (const pile of document.querySelectorAll("[data-kko-pile]")) {
  const all = pile.querySelector("[data-kko-tick-all]");
  if (!all) continue;
  const boxes = [...pile.querySelectorAll('input[name="chosen"]')];
  const told = pile.querySelector("[data-kko-ticked]");

  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    told.textContent = ticked ? `${ticked} / ${boxes.length}` : "";
  };

  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener("change", tell);
  tell();
}
