// "Use my location": the device's own coordinates in the field of the point. Asked only when pressed.

for (const place of document.querySelectorAll("[data-kko-locate]")) {
  const field = document.querySelector("[data-kko-point]");
  const button = place.querySelector("button");
  const status = place.querySelector("[role=status]");
  if (!field || !navigator.geolocation) continue;
  place.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        field.value = `${coords.latitude.toFixed(5)}N, ${coords.longitude.toFixed(5)}E`;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        status.textContent = "";
        button.disabled = false;
      },
      () => {
        status.textContent = place.dataset.kkoDenied;
        button.disabled = false;
      },
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });
}
