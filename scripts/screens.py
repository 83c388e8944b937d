"""``make screens``: photograph every page at three widths, light and dark, on a site made for it.

Everything goes to ``var/screens``, the guides' pictures to ``docs/guide/img``, the best to ``docs/screens``.
Fails when a page answers 400 or more, scrolls sideways, or has an error in the console. Names of shots may
be given to take only those; the other pictures then stay as they are.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scripts import install, prepare, processes, scene, services
from scripts.console import ROOT, Refusal, environment, refuse, say, step
from scripts.shots import BEST, GUIDE, SCHEMES, SHOTS, WIDTHS, Shot

PASSWORD = "kreativni-ustecko"  # of all logins of the sample
GUIDE_WINDOW = {"width": 1280, "height": 850}
GUIDE_WIDTH, GUIDE_BYTES = 1000, 120_000
BEST_BYTES, BEST_HEIGHT = 250_000, 1800
# A browser whose name says "headless" is taken for a robot, and its searches do not count.
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
# The back office scrolls inside its frame: the window grows until all of it is in the picture.
HEIGHT = "(document.querySelector('.content-wrapper') ?? {}).scrollHeight ?? 0"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STILL = """async () => {
  document.querySelectorAll("img[loading=lazy]").forEach((one) => { one.loading = "eager"; });
  await Promise.all([...document.images].map((one) => one.decode().catch(() => null)));
  await document.fonts.ready;
}"""


@dataclass
class Studio:
    """The running site and the browser; keeps who is signed in and what went wrong."""

    browser: Browser
    address: str
    sessions: dict[str, dict] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def open(self, who: str, width: int, height: int, scheme: str = "light") -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.address,
            user_agent=AGENT,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="cs-CZ",
            timezone_id="Europe/Prague",
            storage_state=self.sessions.get(who),
        )
        context.set_default_timeout(20_000)
        return context

    def sign_in(self, who: str) -> Page:
        """Return a page signed in as ``who``; later windows of the same person share the session."""
        page = self.open("", 1440, 900).new_page()
        page.goto("/ucet/login/")
        page.fill("input[name=login]", who)
        page.fill("input[name=password]", PASSWORD)
        page.click(".entrance form .btn-primary")
        page.wait_for_url("**/muj/")
        self.sessions[who] = page.context.storage_state()
        return page

    def visit(self, context: BrowserContext, shot: Shot, words: str) -> Page:
        """Return the page of the shot at rest; what is wrong with it joins ``faults``."""
        page, heard = context.new_page(), []
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
        answer = page.goto(shot.path)
        if shot.link:
            answer = page.goto(target(page, shot.link) + shot.tail)
        if shot.language:
            answer = page.goto(target(page, f".languages a[hreflang={shot.language}]"))
        for name, value in shot.form:
            page.fill(f"main [name={name}]", value)
            page.locator("main form .btn-primary").click()
            page.wait_for_load_state()
        page.wait_for_load_state("networkidle")
        page.evaluate(STILL)
        if answer.status != shot.status:
            heard.append(f"answered {answer.status}")
        if shot.status >= 400:
            heard = [line for line in heard if "Failed to load resource" not in line]
        if (over := page.evaluate(SIDEWAYS)) > 0:
            heard.append(f"scrolls {over} px sideways")
        self.faults += [f"{words}: {line}" for line in heard]
        return page


def target(page: Page, link: str) -> str:
    return page.locator(link).first.get_attribute("href", timeout=5_000)


def main(names: list[str]) -> int:
    """Take the shots named, or all; return 1 when something is wrong with a page."""
    shots = [shot for shot in SHOTS if not names or shot.name in names]
    try:
        with site() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=services.chromium(), args=FLAGS)
            studio = Studio(browser, address)
            with step("Setting the scene"):
                scene.set_scene(studio.sign_in)
            folder = ROOT / "var" / "screens"
            photograph(studio, shots, folder)
            illustrate(studio, shots, ROOT / "docs" / "guide" / "img")
            keep_best(folder, ROOT / "docs" / "screens", shots)
            browser.close()
    except (Refusal, services.Missing) as problem:
        return refuse(Refusal(str(problem)))
    say("\n".join(["", *studio.faults]) if studio.faults else f"\n{len(shots)} pages, nothing wrong: {folder}")
    return 1 if studio.faults else 0


@contextmanager
def site() -> Iterator[str]:
    """Run a site with the sample on an embedded database of its own; yield its address."""
    with tempfile.TemporaryDirectory(prefix="kko-screens-") as folder:
        port = services.free_port()
        address = f"http://localhost:{port}"
        own = {"KKO_VAR_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/kko.sqlite3", "REDIS_URL": ""}
        own |= {"KKO_BASE_URL": address, "KKO_PRODUCTION": "false", "KKO_DEBUG": "false"}
        env = {**environment(), **own, "PYTHONUNBUFFERED": "1"}
        prepare.Preparation(install.PYTHON, env, Path(folder)).everything()
        running = processes.Site(install.PYTHON, env, port)
        try:
            running.wait_until_it_answers()
            yield address
        finally:
            running.stop()


def photograph(studio: Studio, shots: list[Shot], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            wanted = [shot for shot in shots if width in shot.widths and scheme in shot.schemes]
            with step(f"{len(wanted)} pages, {width} px, {scheme}"):
                for shot in wanted:
                    words = f"{shot.name}-{width}-{scheme}"
                    context = studio.open(shot.who, width, height, scheme)
                    page = studio.visit(context, shot, words)
                    page.set_viewport_size({"width": width, "height": max(height, page.evaluate(HEIGHT))})
                    page.screenshot(path=folder / f"{words}.png", full_page=True)
                    context.close()


def illustrate(studio: Studio, taken_now: list[Shot], folder: Path) -> None:
    """Take the guides' pictures of these shots, in the light, small enough to be read along."""
    folder.mkdir(parents=True, exist_ok=True)
    shots = {shot.name: shot for shot in taken_now}
    with step("Pictures of the guides"), tempfile.TemporaryDirectory() as scratch:
        for name, (shot, part) in GUIDE.items():
            if shot not in shots:
                continue
            context = studio.open(shots[shot].who, **GUIDE_WINDOW)
            page = studio.visit(context, shots[shot], name)
            taken = Path(scratch, f"{name}.png")
            (page.locator(part).first if part else page).screenshot(path=taken)
            squeeze(taken, folder / f"{name}.png", GUIDE_BYTES, width=GUIDE_WIDTH)
            context.close()


def keep_best(folder: Path, kept: Path, taken_now: list[Shot]) -> None:
    """Keep the best of these shots in ``kept``, and nothing there that is no more among the best."""
    kept.mkdir(parents=True, exist_ok=True)
    best = {f"{name}-{width}-{scheme}.png": name for name, width, scheme in BEST}
    for old in kept.glob("*.png"):
        if old.name not in best:
            old.unlink()
    names = {shot.name for shot in taken_now}
    for words, name in best.items():
        if name in names:
            squeeze(folder / words, kept / words, BEST_BYTES, height=BEST_HEIGHT)


def squeeze(source: Path, target: Path, most: int, *, width: int = 0, height: int = 0) -> None:
    """Write the picture with as many colours as fit into ``most`` bytes; narrower and cut to size if asked."""
    with Image.open(source) as opened:
        picture = opened.convert("RGB")
    if width and picture.width > width:
        picture = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    if height:
        picture = picture.crop((0, 0, picture.width, min(height, picture.height)))
    for colours in (256, 128, 64, 32):
        few = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(target, optimize=True)
        if os.path.getsize(target) <= most:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
