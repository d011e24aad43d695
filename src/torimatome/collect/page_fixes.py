"""What an outlet's `Fixes` say of its pages: XPaths compiled, checked and evaluated."""

from datetime import datetime
from functools import lru_cache

from lxml import etree

from torimatome.collect.page_date import Seen, read_moment, zone_of
from torimatome.collect.page_markup import plain, words_in
from torimatome.errors import SetupError
from torimatome.model import Fixes


def check_fixes(fixes: Fixes) -> None:
    """Raise SetupError naming the first XPath or date form of `fixes` that cannot work."""
    blank = etree.fromstring("<html><body/></html>", etree.HTMLParser())
    for field, expression in _expressions(fixes):
        _evaluate(expression, blank, field)
    if fixes.date_format:
        sample = datetime(2026, 3, 5, 14, 30)  # noqa: DTZ001  only the form is tried
        try:
            datetime.strptime(sample.strftime(fixes.date_format), fixes.date_format)  # noqa: DTZ007
        except ValueError as error:
            raise SetupError(
                f"fixes: date_format {fixes.date_format!r} is no strptime form ({error});"
                " write it like '%d.%m.%Y, %H:%M'"
            ) from error


def _expressions(fixes: Fixes) -> list[tuple[str, str]]:
    found = [("title", fixes.title), ("published", fixes.published), ("body", fixes.body)]
    found += [("drop", expression) for expression in fixes.drop]
    return [(field, expression) for field, expression in found if expression.strip()]


@lru_cache(maxsize=1000)
def _compiled(expression: str) -> etree.XPath:
    return etree.XPath(expression)


def _evaluate(expression: str, tree: etree._Element, field: str) -> list[object]:
    """What an XPath finds: elements, or texts and attributes."""
    try:
        found = _compiled(expression)(tree)
    except (etree.XPathError, ValueError) as error:
        raise SetupError(
            f"fixes: {field} {expression!r} is no XPath we can use ({error});"
            " correct it in the outlet's file"
        ) from error
    return list(found) if isinstance(found, list) else [found]


def _text(found: object) -> str:
    if isinstance(found, etree._Element):
        return words_in(found)
    return plain(str(found)) if isinstance(found, str) else ""


def drop(tree: etree._Element, fixes: Fixes) -> None:
    """Remove in place what the outlet's fixes say to drop."""
    for expression in fixes.drop:
        for found in _evaluate(expression, tree, "drop"):
            if isinstance(found, etree._Element):
                _take_out(found)


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def fixed_title(tree: etree._Element, fixes: Fixes) -> str:
    """The title where the fixes say it stands; "" when they say nothing or it is not there."""
    if not fixes.title:
        return ""
    return next(filter(None, map(_text, _evaluate(fixes.title, tree, "title"))), "")


def fixed_date(tree: etree._Element, fixes: Fixes, zone: str) -> Seen | None:
    """The date where the fixes say it stands, in the form they say."""
    if not fixes.published:
        return None
    for found in _evaluate(fixes.published, tree, "published"):
        text = _text(found)
        if fixes.date_format:
            try:
                moment = datetime.strptime(text, fixes.date_format)  # noqa: DTZ007
            except ValueError:
                continue
            form = fixes.date_format
            text = moment.isoformat() if "%H" in form or "%I" in form else str(moment.date())
        elif isinstance(found, etree._Element) and found.get("datetime"):
            text = found.get("datetime") or text
        seen = read_moment(text, zone_of(zone), "fixes")
        if seen is not None:
            return seen
    return None


def fixed_body(tree: etree._Element, fixes: Fixes) -> list[etree._Element]:
    """The elements that hold the article, by the fixes; none when they do not say or fit."""
    if not fixes.body:
        return []
    found = _evaluate(fixes.body, tree, "body")
    return [element for element in found if isinstance(element, etree._Element)]
