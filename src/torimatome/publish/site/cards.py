"""The picture a shared link shows: title, period and first headlines, set by typst."""

import json
from functools import lru_cache
from importlib import resources

import typst

from torimatome.publish.fonts import find_fonts
from torimatome.publish.site.nouns import Leaf, SiteHouse

# 1200 × 630 is what Facebook, X, LinkedIn, Slack and LINE all show without cutting; the page is
# 600 × 315 pt, so 144 dots an inch.
_DOTS = 144.0
_HEADS = 5


def card(leaf: Leaf, house: SiteHouse) -> bytes:
    """A PNG of 1200 × 630; the same Issue gives the same bytes."""
    shown = {
        "title": leaf.title_ja or house.title_ja,
        "title_en": leaf.title_en or house.title_en,
        "period": leaf.period,
        "flash": leaf.flash,
        "version": leaf.version,
        "count": len(leaf.items),
        "heads": [i.kept.headline_ja or i.kept.headline_en for i in leaf.items[:_HEADS]],
    }
    made = typst.Compiler(
        _template(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"card": json.dumps(shown, ensure_ascii=False)},
    ).compile(format="png", ppi=_DOTS)
    return made[0] if isinstance(made, list) else made or b""


@lru_cache(maxsize=1)
def _template() -> bytes:
    return resources.files(__package__).joinpath("card.typ").read_bytes()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    fonts = find_fonts()
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in fonts.folders],
    )
