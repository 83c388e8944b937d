"""What may stand in the texts of pages: one function for HTML, one for addresses that somebody wrote.

What editors paste is cleaned by their browser already; imports, translations and forged forms are not. So HTML
is cleaned when it is stored and again when it is shown, and an address is looked at where it becomes a link.
"""

import re
import unicodedata

import nh3

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
TAGS = frozenset(
    {"a", "b", "br", "em", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "strong", "sub", "sup", "table"}
    | {"caption", "tbody", "td", "th", "thead", "tr", "ul"}
)
# Gone with all that is in them; of other foreign elements the words stay.
GONE = frozenset(
    {"script", "style", "title", "iframe", "object", "embed", "svg", "math", "template", "noscript", "textarea"}
    | {"select", "xml", "audio", "video", "canvas", "frameset", "noembed", "noframes", "xmp", "plaintext"}
)
SHOWN = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
BLOCKS = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "li", "hr"})
STORED = {tag: SHOWN.get(tag, set()) | ({"data-block-key"} if tag in BLOCKS else set()) for tag in TAGS}
STORED["a"] = {"href", "linktype", "id"}

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
GAPS = re.compile(r"[ \u00a0]{2,}")
EMPTY = re.compile(r"<(p|h2|h3|h4|li)(?: data-block-key=\"[^\"]*\")?>(?:\s|<br/>)*</\1>\s*")
VOID = re.compile(r"<(br|hr)( [^>]*)?>")
STRAY = re.compile(r"(?<=</p>)(?:<br/>)+")
# Word's o:p, w:sdt, v:shape; and the bold that is none around whatever Google Docs copies.
OFFICE = re.compile(r"</?[a-z]+:[a-z]+[^<>]*>|<b\b[^<>]*docs-internal-guid[^<>]*>", re.IGNORECASE)


def followable(address: object) -> str:
    """Return the address if a reader may be led there, else an empty string.

    Browsers leave out control characters and blanks before they look for the scheme, and read ``\\`` as ``/``.
    An address of ours begins with ``/``, ``#`` or ``?``.
    """
    text = "".join(one for one in str(address or "") if unicodedata.category(one) not in {"Cc", "Cf"}).strip()
    if scheme := SCHEME.match(text):
        return text if scheme[1].casefold() in SCHEMES else ""
    return text if text.startswith(("/", "#", "?")) and not text.startswith(("//", "/\\")) else ""


def storable(html: str) -> str:
    """Return rich text as the database may hold it: harmless, well formed, with Wagtail's own links and keys."""
    return _cleaned(html, STORED)


def harmless(html: str) -> str:
    """Return rich text as a page may show it: without what only the editor needs, and without empty paragraphs."""
    return STRAY.sub("", EMPTY.sub("", _cleaned(html, SHOWN))).strip()


def _cleaned(html: str, attributes: dict[str, set[str]]) -> str:
    found = nh3.clean(
        OFFICE.sub("", html),
        tags=set(TAGS),
        clean_content_tags=set(GONE),
        attributes=attributes,
        attribute_filter=_attribute,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    found = found.replace("&nbsp;", "\u00a0")  # as texts hold them; "&amp;nbsp;" is something else
    return GAPS.sub(" ", VOID.sub(lambda match: f"<{match[1]}{match[2] or ''}/>", found))


def _attribute(_tag: str, name: str, value: str) -> str | None:
    return (followable(value) or None) if name == "href" else value
