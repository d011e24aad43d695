"""Acts on the bulletin's look: save one made on the page, or go back to the desk's own."""

import json
from typing import Any

from torimatome.edit.scene import Scene
from torimatome.errors import Conflict, EditError, SetupError
from torimatome.model.act import Decide, Intent, Look
from torimatome.model.look_checks import FAMILIES, look_of, settings_of

KEY = "desk"
PAGE = "the look on this page"


def write_look(scene: Scene, settings: dict[str, Any], revision: int) -> Decide:
    """The bulletin looks so from now on; `revision` is that of the look she saw.

    `settings` are those of look.yaml, whole: what is left out is as the program ships it.
    """
    value = json.dumps(checked(scene, settings), ensure_ascii=False, sort_keys=True)

    def decide(look: Look) -> Intent:
        now = look("look", KEY)
        if now.revision != revision and now.value != value:
            raise Conflict("the look", value, now.value or "as look.yaml says")
        return Intent("write_look", KEY, (("look", KEY, value),), "", (("text", value[:200]),))

    return decide


def restore_look(scene: Scene) -> Decide:
    """The bulletin looks as the desk's look.yaml says again."""
    return lambda _look: Intent("restore_look", KEY, (("look", KEY, ""),), "", (("text", ""),))


def checked(scene: Scene, settings: dict[str, Any]) -> dict[str, Any]:
    """The settings tidied. Raises EditError naming the first that cannot be."""
    desk = scene.house.look
    families = (*FAMILIES, *desk.fonts.own)
    try:
        return settings_of(look_of(settings, PAGE, desk.logos, families, desk.fonts.files))
    except SetupError as error:
        raise EditError(str(error)) from error
