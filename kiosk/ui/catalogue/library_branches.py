"""The branches of the library, as seen from the kiosk's own branch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo


@dataclass(frozen=True)
class LibraryBranches:
    """The branches of the library, as seen from the branch that the kiosk is in.

    ``names`` contains the names of the branches by code, in the order in which visitors see them.
    ``own`` is the code of the kiosk's branch, or "" if it is unknown. ``local_names`` contains
    names in further languages, by code and language (BCP 47). ``zone`` is the time zone of the
    kiosk's branch.
    """

    names: Mapping[str, str]
    own: str = ""
    local_names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    zone: tzinfo = UTC

    @property
    def several(self) -> bool:
        """Whether the library has more than one branch."""
        return len(self.names) > 1

    @property
    def here_is_known(self) -> bool:
        """Whether it is known which branch the visitor is in."""
        return bool(self.own) or not self.several

    @property
    def home(self) -> str:
        """The code of the kiosk's branch, or "" if the library has only one."""
        return self.own if self.several else ""

    def is_here(self, branch: str) -> bool:
        """Return True if ``branch`` is the kiosk's branch, or the only one."""
        if self.own and branch == self.own:
            return True
        return not self.several and branch in ("", *self.names)

    def order(self, branch: str) -> int:
        """Return 0 for the kiosk's branch, and larger numbers for branches that come later.

        Branches that the library does not name come last.
        """
        if self.is_here(branch):
            return 0
        return 1 + (list(self.names).index(branch) if branch in self.names else len(self.names))

    def name(self, branch: str, language: str) -> str:
        """Return the name of ``branch`` in ``language``, or else the library's own name.

        The code is returned if the branch is unknown.
        """
        return self.local_names.get((branch, language)) or self.names.get(branch, branch)
