"""How near a title must be to typed words."""

import math

# Calibrated on the tuned half of tests/benchmarks/topics.tsv, over 316 and 12,316 titles.
_PER_FACTOR_E = 0.029
_OF_ONE_TITLE = 0.073
_LEAST, _MOST = 0.17, 0.42


def least_similarity(titles: int) -> float:
    """Return the least cosine of a title that is about the same thing, in a library of ``titles``.

    Words without meaning are near to something as well, and the nearer, the more titles there are.
    """
    return min(_MOST, max(_LEAST, _OF_ONE_TITLE + _PER_FACTOR_E * math.log(max(1, titles))))
