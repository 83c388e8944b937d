"""Message catalogues: ``update`` merges what the sources say, ``check`` judges, ``compile`` writes ``.mo``.

``python -m scripts.messages update|check|compile``. The msgids are English, so the English catalogue is
filled by them where it says nothing else; Czech and German are written by people.
"""

import re
import sys
from pathlib import Path

import polib

from scripts.console import ROOT, say
from scripts.extraction import Message, messages

LOCALE = ROOT / "locale"
PLURALS = {
    "cs": (3, "(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2"),
    "en": (2, "(n != 1)"),
    "de": (2, "(n != 1)"),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|{\w*}")


def catalogue_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def update() -> list[str]:
    """Merge the sources' strings into all three catalogues; nothing translated is lost."""
    wanted = messages()
    for language in PLURALS:
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        old = polib.pofile(str(path)) if path.exists() else polib.POFile()
        merged(language, wanted, old).save(str(path))
    return []


def merged(language: str, wanted: dict, old: polib.POFile) -> polib.POFile:
    """Return the catalogue with just the wanted strings, in their order, translated as in ``old``."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in old if not entry.obsolete}
    new = polib.POFile(wrapwidth=110)
    new.metadata = header(language)
    for key in sorted(wanted, key=lambda each: (each[1].casefold(), each[1], each[0] or "")):
        new.append(entry_of(language, wanted[key], known.get(key)))
    return new


def header(language: str) -> dict[str, str]:
    count, rule = PLURALS[language]
    return {
        "Project-Id-Version": "kreativni-ustecko",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={count}; plural={rule};",
    }


def entry_of(language: str, message: Message, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.msgid,
        msgid_plural=message.plural,
        msgctxt=message.context,
        occurrences=[(name, "") for name in sorted(message.files)],
        comment="\n".join(sorted(message.comments)),
        flags=["python-format"] if re.search(r"%\(\w+\)|%[sd]", message.msgid + message.plural) else [],
    )
    if message.plural:
        filled = known.msgstr_plural if known else {}
        own = {0: message.msgid, 1: message.plural} if language == "en" else {}
        entry.msgstr_plural = {i: filled.get(i) or own.get(i, "") for i in range(PLURALS[language][0])}
    else:
        entry.msgstr = (known.msgstr if known else "") or (message.msgid if language == "en" else "")
    if known and known.fuzzy:
        entry.flags.append("fuzzy")
    return entry


def check() -> list[str]:
    """Return what is wrong: strings missing, left over, untranslated, fuzzy, of wrong forms or placeholders."""
    wanted = messages()
    return [fault for language in PLURALS for fault in faults_of(language, wanted)]


def faults_of(language: str, wanted: dict) -> list[str]:
    path = catalogue_path(language)
    if not path.exists():
        return [f"{language}: there is no catalogue {path.relative_to(ROOT)}; `make messages` makes it"]
    catalogue = polib.pofile(str(path))
    there = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    faults = [
        f"{language}: missing: {key[1]!r} ({', '.join(sorted(wanted[key].files))})" for key in wanted.keys() - there
    ]
    faults += [f"{language}: no longer used: {key[1]!r}" for key in there.keys() - wanted]
    if catalogue.metadata.get("Plural-Forms") != header(language)["Plural-Forms"]:
        faults.append(f"{language}: the header's Plural-Forms should be {header(language)['Plural-Forms']}")
    for key in sorted(there.keys() & wanted.keys(), key=str):
        faults += [f"{language}: {fault}: {key[1]!r}" for fault in entry_faults(there[key], wanted[key], language)]
    return faults


def entry_faults(entry: polib.POEntry, message: Message, language: str) -> list[str]:
    forms = list(entry.msgstr_plural.values()) if message.plural else [entry.msgstr]
    expected = PLURALS[language][0] if message.plural else 1
    if entry.fuzzy:
        return ["fuzzy"]
    if (entry.msgid_plural or "") != message.plural:
        return ["its plural differs from the source"]
    if len(forms) != expected or not all(form.strip() for form in forms):
        return ["untranslated" if not any(forms) else "not all forms are translated"]
    return [] if all(same_placeholders(message, form) for form in forms) else ["placeholders differ"]


def same_placeholders(message: Message, translated: str) -> bool:
    """Whether a form keeps the placeholders; the count may be left out where either source form does."""
    singular, there = set(PLACEHOLDER.findall(message.msgid)), set(PLACEHOLDER.findall(translated))
    plural = set(PLACEHOLDER.findall(message.plural)) if message.plural else singular
    return singular & plural <= there <= singular | plural


def compile_all() -> list[str]:
    """Write a ``.mo`` beside every ``.po`` that is newer."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            polib.pofile(str(path)).save_as_mofile(str(compiled))
    return []


def main(arguments: list[str]) -> int:
    """Run the command named; return 1 when it finds faults."""
    commands = {"update": update, "check": check, "compile": compile_all}
    if len(arguments) != 1 or arguments[0] not in commands:
        say(f"python -m scripts.messages {'|'.join(commands)}")
        return 2
    faults = commands[arguments[0]]()
    for fault in faults:
        say(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
