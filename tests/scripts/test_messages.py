"""What the catalogues' check sees."""

import polib
import pytest

from scripts.extraction import Message, bare_words, strings_of
from scripts.messages import entry_faults, entry_of

pytestmark = pytest.mark.embedded
THINGS = Message("one thing", plural="%(count)s things", files={"a.py"})


def test_strings_of_a_template(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        "{% translate 'Hello' %}\n   {% blocktranslate trimmed count n=all|length %}\n one {{ n }}\n"
        "{% plural %}{{ n }} of them{% endblocktranslate %}<a title='{{ x|default:_(\"none\") }}'>"
    )
    found = [(msgid, plural) for msgid, plural, _context, _comments in strings_of(path)]
    assert found == [("Hello", ""), ("one %(n)s", "%(n)s of them"), ("none", "")]


def test_words_outside_translation_are_seen():
    template = "{# a note #}<p class='card'>Ahoj {{ name }}</p>{% translate 'Hi' %}<img alt='obraz'>"
    assert bare_words(template) == ["Ahoj", "obraz"]


@pytest.mark.parametrize(
    ("forms", "faults"),
    [
        (["jedna věc", "%(count)s věci", "%(count)s věcí"], []),
        (["", "", ""], ["untranslated"]),
        (["jedna věc", "%(count)s věci", ""], ["not all forms are translated"]),
        (["jedna věc", "%(total)s věci", "%(count)s věcí"], ["placeholders differ"]),
    ],
)
def test_plural_forms_of_czech(forms, faults):
    entry = polib.POEntry(msgid=THINGS.msgid, msgid_plural=THINGS.plural, msgstr_plural=dict(enumerate(forms)))
    assert entry_faults(entry, THINGS, "cs") == faults


def test_english_is_filled_by_the_msgids():
    assert entry_of("en", THINGS, None).msgstr_plural == {0: "one thing", 1: "%(count)s things"}
