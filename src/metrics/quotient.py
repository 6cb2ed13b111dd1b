"""How we divide, in one place."""


def quotient(numerator: float | None, denominator: float | None, scale: float = 1) -> float | None:
    """``scale * numerator / denominator``; null when it is not defined, never zero or infinity.

    A chart must show a gap where there was nothing to divide by, not a collapse.

    >>> quotient(3, 12), quotient(0, 4), quotient(3, 0)
    (0.25, 0.0, None)
    """
    if numerator is None or not denominator:
        return None
    return scale * numerator / denominator
