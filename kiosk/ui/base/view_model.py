"""The decorator that declares a view model by the method that builds it."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from PySide6.QtCore import Property, QObject

Model = TypeVar("Model", bound=QObject)


def view_model(build: Callable[[Any], Model]) -> Model:
    """Return a constant property of the type that ``build`` returns, for Python and QML.

    ``build`` runs once for each owner, when the property is first read. The owner becomes
    the parent of the view model.
    """
    key = f"_{build.__name__}_model"

    def get(owner: QObject) -> Model:
        built: dict[str, Any] = vars(owner)
        if key not in built:
            built[key] = build(owner)
            built[key].setParent(owner)
        model: Model = built[key]
        return model

    kind = build.__annotations__["return"]
    return cast("Model", Property(kind, get, constant=True))
