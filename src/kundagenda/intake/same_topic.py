"""Topics so alike that a correction of one is taken for the other too."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from kundagenda.intake.evidence import Model

# The cosine of two titles' features from which they are taken for one topic. "Kundenkät våren" and
# "Kundenkäten i våras" are; "Kundenkät" and "Kundevent" are not. Figures in benchmarks/classify.md.
ALIKE_FROM = 0.8


class Neighbours:
    """Titles that persons labelled, to be looked up by what they look like to a model."""

    def __init__(self, model: Model, labelled: Sequence[tuple[str, str]]) -> None:
        """Labels and titles, the newest last."""
        self._labelled = labelled
        titles = [title for _, title in labelled]
        self._features = _of_length_one(model.features(titles)) if titles else None

    def nearest(self, features: Any) -> list[tuple[str, str] | None]:
        """The label and title most like each row of features, or nothing that is alike enough.

        Args:
            features: A sparse matrix (texts, features) of the same model.
        """
        if self._features is None:
            return [None] * features.shape[0]
        cosines = (_of_length_one(features) @ self._features.T).tocsr()
        return [self._best(cosines[[row]]) for row in range(cosines.shape[0])]

    def _best(self, cosines: Any) -> tuple[str, str] | None:
        if not cosines.nnz or cosines.data.max() < ALIKE_FROM:
            return None
        # Of two equally alike the newer one counts.
        columns = cosines.indices[cosines.data == cosines.data.max()]
        return self._labelled[int(columns.max())]


def _of_length_one(features: Any) -> Any:
    from scipy.sparse import diags_array

    lengths = np.sqrt(np.asarray(features.multiply(features).sum(axis=1)).ravel())
    inverse = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return diags_array(inverse) @ features
