"""The tree of errors. Each message says where, what was found, what was expected, what to do.

AskdocsError
├── InputError          the caller can mend it: an option, a folder, a question file
│   └── WeightsError    the encoder's weights are not the ones we know
└── ArtifactError       a written index cannot be used
    ├── MissingError    a file that the manifest names is not there
    ├── CorruptError    a file's bytes are not the ones that were written
    └── FormatError     a file has another format than this version reads
"""

from __future__ import annotations


class AskdocsError(Exception):
    """Anything Askdocs refuses to go on with; the text is written for the person who sees it."""


class InputError(AskdocsError):
    """Wrong use or bad input; the command line exits with 2."""


class WeightsError(InputError):
    """Weights were found whose digest is not the expected one; they are never used."""


class ArtifactError(AskdocsError):
    """An index in a site's folder cannot be used as it is."""


class MissingError(ArtifactError):
    """A file that the manifest names is not in the folder."""


class CorruptError(ArtifactError):
    """A file is truncated or damaged."""


class FormatError(ArtifactError):
    """A file was written in another format than this version reads."""
