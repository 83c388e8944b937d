"""Reading the log of a mail server: which letters it has taken."""

import re
from collections.abc import Iterable

MESSAGE_ID = re.compile(r"(?:<|\bid=)([^<>\s=@]+@[^<>\s,;]+)")
POSTFIX = re.compile(r"postfix[\w/-]*/\w+\[\d+\]: (?P<queue>[0-9A-Za-z]+): ")
REFUSED = re.compile(r"\brejected\b|-reject:|\breject:|\bdiscard", re.IGNORECASE)


def accepted_message_ids(lines: Iterable[str]) -> set[str]:
    """Return the Message-IDs, in angle brackets, of letters the server took over.

    Any line that names a Message-ID and no refusal counts (Exim, sendmail, OpenSMTPD). Postfix
    names it while the letter is still coming in, so there its queue number must also have been
    queued: by the ``qmgr`` line "queue active" or a line with ``status=sent``.
    """
    accepted: set[str] = set()
    incoming: dict[str, str] = {}
    for line in lines:
        if REFUSED.search(line):
            continue
        postfix = POSTFIX.search(line)
        if postfix is None:
            accepted.update(f"<{name}>" for name in MESSAGE_ID.findall(line))
        elif "message-id=" in line and (found := MESSAGE_ID.search(line)):
            incoming[postfix["queue"]] = f"<{found[1]}>"
        elif "queue active" in line or "status=sent" in line:
            accepted.update(filter(None, [incoming.get(postfix["queue"])]))
    return accepted
