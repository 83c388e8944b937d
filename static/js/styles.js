// The style gallery shows states that only a pointer or a keyboard makes: what the sheets say of :hover and
// :focus-visible holds for the classes is-hover and is-focus as well.

const STATES = [[/:hover/g, ".is-hover"], [/:focus-visible/g, ".is-focus"]];

for (const sheet of document.styleSheets) {
  for (const rule of [...sheet.cssRules]) {
    const text = STATES.reduce((words, [state, name]) => words.replace(state, name), rule.cssText);
    if (text !== rule.cssText) sheet.insertRule(text, sheet.cssRules.length);
  }
}
