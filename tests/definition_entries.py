"""What the page Definitions says of each figure, as a test reads it."""

import re
from html import unescape

from kundagenda.texts.numbers import NO_BREAK

PAGE = "../../pages/definitions.py"


def shown(visit):
    """The list as it is sent to the browser."""
    return "".join(html.proto.body for html in visit.get("html") if "ka-metric" in html.proto.body)


def entries(visit):
    """What stands at each metric, by the place that links lead to, as text."""
    found = re.findall(r'<article id="metric-([^"]+)".*?</article>', shown(visit), re.DOTALL)
    bodies = re.findall(r"<article.*?</article>", shown(visit), re.DOTALL)
    return {key: words(body) for key, body in zip(found, bodies, strict=True)}


def words(html):
    """The texts between the tags, a space between two, no-break spaces as plain ones."""
    text = unescape(re.sub(r"<[^>]+>", " ", html)).replace(NO_BREAK, " ")
    return " ".join(text.split())
