"""The language that is being told in, for words that pages, slides and paper share."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kundagenda.texts.catalogue import say, say_many

_LANGUAGE: ContextVar[str | None] = ContextVar("language that is being told in", default=None)


def tell_in(code: str) -> None:
    """From here on this run, request or command tells in the language."""
    _LANGUAGE.set(code)


@contextmanager
def telling_in(code: str) -> Iterator[None]:
    """Inside, everything is told in the language."""
    token = _LANGUAGE.set(code)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def told_in() -> str | None:
    """The language of this run; null before anybody has said which."""
    return _LANGUAGE.get()


def lang() -> str:
    """The language that is being told in.

    Raises:
        LookupError: nobody has said which, which no reader can cause.
    """
    code = _LANGUAGE.get()
    if code is None:
        raise LookupError("say in which language first: telling_in(code)")
    return code


def tell(text: str, **values: object) -> str:
    """The text in the language that is being told in."""
    return say(lang(), text, **values)


def tell_many(one: str, many: str, n: int, /, **values: object) -> str:
    """The text for one or for many; ``{n}`` is the number unless ``values`` hold another."""
    return say_many(lang(), one, many, n, **({} | values))
