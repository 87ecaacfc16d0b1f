"""Looking for keys and passwords where they must not be, in every coding that bytes travel in.

Hunt(secrets).found(data)     the names of those that occur
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from urllib.parse import quote


def forms(secret: bytes) -> Iterator[bytes]:
    """Yield bytes in every form in which they might lie about."""
    yield secret
    yield secret[::-1]
    yield secret.hex().encode()
    yield secret.hex().upper().encode()
    yield quote(secret, safe="").encode()
    yield repr(secret)[2:-1].encode()
    for lead in range(3):
        # In base64 bytes look different by where they start; the first and last digits depend on their neighbours.
        for coded in (base64.b64encode(bytes(lead) + secret), base64.urlsafe_b64encode(bytes(lead) + secret)):
            yield coded.rstrip(b"=")[(0, 2, 3)[lead] : -1]


def spellings(word: str) -> Iterator[bytes]:
    """Yield a word in every form in which it might lie about, in both orders of UTF-16 as well."""
    for coded in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")):
        yield from forms(coded)


class Hunt:
    """A search for secrets by their names."""

    def __init__(self, keys: Mapping[str, bytes], words: Mapping[str, str]) -> None:
        self._forms = {name: set(forms(key)) for name, key in keys.items()}
        for name, word in words.items():
            self._forms[name] = set(spellings(word))

    def found(self, data: bytes) -> list[str]:
        """Return the names of the secrets that occur in data, however coded."""
        return [name for name, looked_for in self._forms.items() if any(form in data for form in looked_for)]
