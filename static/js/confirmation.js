// The link in the letter is the one click: a person's browser sends the form, a mail scanner does not run this.

document.querySelector("[data-kko-confirmation]")?.requestSubmit();
