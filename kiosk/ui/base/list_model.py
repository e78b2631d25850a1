"""List models whose roles are the fields of a dataclass."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

# The property types for lists of plain values.
STRINGS: Any = "QStringList"
INTEGERS: Any = "QList<int>"

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ListModel(QAbstractListModel, Generic[Row]):
    """A list model whose rows are instances of one dataclass. ``list_model`` builds the class.

    ``replace`` keeps the delegates of the rows that are unchanged, so the list does not jump and
    the focus does not move.
    """

    row_type: ClassVar[type]

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        names = [field.name for field in fields(self.row_type)]
        self._roles = {Qt.ItemDataRole.UserRole + n: name for n, name in enumerate(names)}
        self._rows: list[Row] = []

    def __len__(self) -> int:
        return len(self._rows)

    def shown_rows(self) -> Sequence[Row]:
        """Return the rows that are in the list now."""
        return tuple(self._rows)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {role: QByteArray(name.encode()) for role, name in self._roles.items()}

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name = self._roles.get(role)
        if not name or not index.isValid():
            return None
        value = getattr(self._rows[index.row()], name)
        return list(value) if isinstance(value, tuple) else value  # Qt converts no tuple of numbers

    def replace(self, rows: Sequence[Row]) -> None:
        """Replace the rows with ``rows``, keeping the delegates of rows that both lists contain."""
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


@cache
def list_model(row: type[Row]) -> type[ListModel[Row]]:
    """Return the list model class for the dataclass ``row``.

    The name of the class in QML ends in List: the list model for HitRow is HitList.
    """
    name = f"{row.__name__.removesuffix('Row')}List"
    model: type[ListModel[Row]] = qml_class(name, ListModel, {"row_type": row})
    return model


def qml_class(name: str, base: type, body: Mapping[str, Any]) -> Any:
    """Return a new subclass of ``base`` with the QML name ``name``; QML cannot instantiate it."""
    created: Any = type(base)(name, (base,), {"__module__": __name__, **body})
    only_here: Any = QmlUncreatable("made by the application")
    return QmlElement(only_here(created))
