"""What is wrong with a page: for people who cannot see it well, on a small window, with large letters."""

from playwright.sync_api import Page

from tests.conftest import AXE, sentence

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AT_REST = "*, ::before, ::after { transition: none !important; animation: none !important; }"
COLOURS = ["color-contrast", "link-in-text-block"]  # all that a dark page changes

OVERFLOWING = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const scrolls = (one) => one
    && (["auto", "scroll"].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(one.parentElement))
    .map((one) => `${one.tagName.toLowerCase()}.${one.className}`).slice(-3).concat(`${root.scrollWidth} px`);
}"""

CLIPPED = """() => [...document.querySelectorAll("button, .btn, .chip, summary, h1, h2, label")]
  .filter((one) => one.checkVisibility() && !one.classList.contains("visually-hidden"))
  .filter((one) => getComputedStyle(one).overflow !== "visible"
    ? one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1
    : one.clientWidth && one.scrollWidth > one.clientWidth + 1)
  .map((one) => `${one.tagName.toLowerCase()}.${one.className}: ${one.innerText.slice(0, 40)}`)"""

# Words and controls that stick out of a box that cuts them off, or out of the window, with none between that scrolls.
OUT_OF_REACH = """() => {
  const keeps = (one, values) => values.includes(getComputedStyle(one).overflowX);
  const isCut = (right, above) => {
    for (; above; above = above.parentElement) {
      const box = above.getBoundingClientRect();
      if (keeps(above, ["auto", "scroll"]) || box.width <= 1) return false;
      if ((keeps(above, ["hidden", "clip"]) || !above.parentElement) && right > box.right + 1) return true;
    }
    return false;
  };
  const rightOf = (one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return range.getBoundingClientRect().right;
  };
  const words = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.data.trim()) words.push(walker.currentNode);
  const controls = [...document.querySelectorAll("main :is(button, input, select, textarea, img)")];
  return [
    ...words.filter((one) => one.parentElement.checkVisibility() && isCut(rightOf(one), one.parentElement))
      .map((one) => one.data.trim().slice(0, 40)),
    ...controls.filter((one) => one.checkVisibility() && isCut(one.getBoundingClientRect().right, one.parentElement))
      .map((one) => one.tagName.toLowerCase()),
  ];
}"""


def violations(page: Page, *, within: str = "html", rules: list[str] | None = None) -> list[str]:
    """Return what axe objects to inside ``within``: all of WCAG 2.2 AA and good practice, or ``rules`` only."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    run_only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    options = {"runOnly": run_only, "resultTypes": ["violations"]}
    found = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])["violations"]
    return [sentence(one) for one in found]


def faults(page: Page, *, within: str = "html", widths: tuple[int, ...] = (1440, 360)) -> list[str]:
    """Return what axe objects to at each width, light and dark."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in (("light", None), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            found += [f"{width} {scheme} {one}" for one in violations(page, within=within, rules=rules)]
    page.emulate_media(color_scheme="light")
    return found


def overflow(page: Page, *, width: int) -> list[str]:
    """Return what makes the page scroll sideways at ``width`` CSS pixels."""
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate(OVERFLOWING)


def out_of_reach(page: Page) -> list[str]:
    """Return what of the content is cut off at the side and cannot be scrolled to."""
    return page.evaluate(OUT_OF_REACH)


def cut_off(page: Page) -> list[str]:
    """Return what is cut off, or pushed out of the window."""
    return page.evaluate(CLIPPED) + page.evaluate(OVERFLOWING)
