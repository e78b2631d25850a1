"""A list model of rows that are plain mappings, changed in place."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

Row = Mapping[str, Any]
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Rows(QAbstractListModel):
    """Rows with the same keys; each key is a role in QML.

    ``replace`` keeps the delegates of rows that stay, so that nothing jumps and the
    focus is not lost when the list is filled anew.
    """

    def __init__(self, keys: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roles = {Qt.ItemDataRole.UserRole + n: key for n, key in enumerate(keys)}
        self._rows: list[Row] = []

    def __len__(self) -> int:
        return len(self._rows)

    def shown_rows(self) -> Sequence[Row]:
        return tuple(self._rows)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {role: QByteArray(key.encode()) for role, key in self._roles.items()}

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        key = self._roles.get(role)
        return self._rows[index.row()].get(key) if key and index.isValid() else None

    def replace(self, rows: Sequence[Row]) -> None:
        """Show ``rows`` instead, keeping as many delegates as both lists share."""
        old, new = len(self._rows), len(rows)
        if new < old:
            self.beginRemoveRows(QModelIndex(), new, old - 1)
            del self._rows[new:]
            self.endRemoveRows()
        kept = min(old, new)
        changed = [n for n in range(kept) if self._rows[n] != rows[n]]
        self._rows[:kept] = rows[:kept]
        for n in changed:
            self.dataChanged.emit(self.index(n), self.index(n))
        if new > old:
            self.beginInsertRows(QModelIndex(), old, new - 1)
            self._rows.extend(rows[old:])
            self.endInsertRows()
