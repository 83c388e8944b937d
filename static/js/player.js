// Video and sound from elsewhere: beside the link a button that brings the player. Nothing is asked of anybody before.
for (const place of document.querySelectorAll("[data-kko-player]")) {
  const { kkoPlayer, kkoShape, kkoTitle, kkoLabel } = place.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = kkoLabel;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = kkoPlayer;
    frame.title = kkoTitle;
    frame.dataset.kkoShape = kkoShape;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
    button.replaceWith(frame);
    frame.focus();
  });
  place.prepend(button);
}
