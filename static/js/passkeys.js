// A passkey that was refused, cancelled or is not on this device: allauth only writes to the console.

document.addEventListener("allauth.error", (event) => {
  if (!event.detail?.tags?.includes("webauthn")) return;
  event.preventDefault();
  const notice = document.querySelector("[data-kko-passkey-failed]");
  if (!notice) return;
  notice.hidden = false;
  notice.focus();
});
