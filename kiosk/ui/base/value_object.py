"""QObjects whose properties are the fields of a dataclass."""

from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, get_args, get_type_hints

from PySide6.QtCore import Property, QObject, Signal, SignalInstance

from kiosk.ui.base.list_model import list_model, qml_class

Value = TypeVar("Value")


class ValueObject(QObject, Generic[Value]):
    """Provides the fields of one value to QML. ``value_object`` builds the class.

    The object exists as long as its parent, so no QObject is created or destroyed when the value
    changes. A field of the type ``tuple[Row, ...]`` is a list model in QML.
    """

    changed: SignalInstance
    value_type: ClassVar[type]

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lists = {
            name: list_model(row)(self) for name, row in _lists_of(self.value_type).items()
        }
        self._value: Value = self.value_type()

    @property
    def value(self) -> Value:
        """The value that QML shows now."""
        return self._value

    def replace(self, value: Value) -> None:
        """Replace the current value with ``value``."""
        if value == self._value:
            return
        self._value = value
        for name, model in self._lists.items():
            model.replace(getattr(value, name))
        self.changed.emit()

    def clear(self) -> None:
        """Set every field to its default."""
        self.replace(self.value_type())

    def list_of(self, name: str) -> QObject:
        """The list model of the field ``name``."""
        return self._lists[name]


@cache
def value_object(value: type[Value]) -> type[ValueObject[Value]]:
    """Return the class that provides values of the dataclass ``value`` to QML.

    All fields of the dataclass must have defaults. The class has the same name in QML.
    """
    changed = Signal()  # notifying by a signal of the base class would crash (PySide 6.11)
    lists = _lists_of(value)
    properties = {
        name: _list_property(name, lists[name]) if name in lists else _property(name, hint, changed)
        for name, hint in get_type_hints(value).items()
    }
    body = {"value_type": value, "changed": changed, **properties}
    shown: type[ValueObject[Value]] = qml_class(value.__name__, ValueObject, body)
    return shown


def _property(name: str, type_: type, changed: Signal) -> Property:
    def get(self: ValueObject[Any]) -> Any:
        return getattr(self.value, name)

    return Property(type_, get, notify=changed)


def _list_property(name: str, row: type) -> Property:
    def get(self: ValueObject[Any]) -> QObject:
        return self.list_of(name)

    return Property(list_model(row), get, constant=True)


def _lists_of(value: type) -> dict[str, type]:
    """Return the dataclass of the rows for each field that is a tuple of rows."""
    hints = get_type_hints(value).items()
    return {name: get_args(hint)[0] for name, hint in hints if get_args(hint)}
