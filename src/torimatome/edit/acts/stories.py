"""Acts on Stories: take in, drop, put off, file elsewhere, merge, split."""

from collections.abc import Sequence

from torimatome.edit.scene import Scene
from torimatome.edit.values import decode, encode
from torimatome.errors import EditError
from torimatome.model import Story, Verdict
from torimatome.model.act import DROP, INCLUDE, LATER, Choice, Decide, Intent, Look, Said


def include_story(scene: Scene, story: str) -> Decide:
    """The Story stands in the Issue, whatever the machine proposed."""
    return _choose(scene, "include_story", _story(scene, story), INCLUDE)


def drop_story(scene: Scene, story: str) -> Decide:
    """The Story stays out of the Issue."""
    return _choose(scene, "drop_story", _story(scene, story), DROP)


def put_off_story(scene: Scene, story: str) -> Decide:
    """The Story waits for a later Issue."""
    return _choose(scene, "put_off_story", _story(scene, story), LATER)


def file_story(scene: Scene, story: str, section: str) -> Decide:
    """The Story stands under another section."""
    kinds = [rule.kind for rule in scene.house.sections]
    if section not in kinds:
        raise EditError(f"there is no section {section!r}; choose from {', '.join(kinds)}")
    found = _story(scene, story)

    def decide(look: Look) -> Intent:
        puts = []
        for article in found.articles:
            record = look("choice", article)
            was = decode(record, Choice)
            if was or article == found.articles[0]:
                said = Choice(was.choice if was else "", section, scene.by, scene.now)
                puts.append(("choice", article, encode(said)))
        return Intent("file_story", story, tuple(puts), scene.period, (("section", section),))

    return decide


def merge_stories(scene: Scene, stories: Sequence[str]) -> Decide:
    """The Stories are one event. Her word stays final until it is taken back."""
    found = [_story(scene, id_) for id_ in dict.fromkeys(stories)]
    if len(found) < 2:
        raise EditError("choose two stories or more to merge")
    first, *others = found

    def decide(look: Look) -> Intent:
        # One article of each would join the groups; but where somebody parted two members
        # before, the later word must win, so every parted pair is said anew.
        pairs = {_pair(first.articles[0], other.articles[0]) for other in others}
        for one in found:
            for other in found:
                if one.id < other.id:
                    pairs |= {
                        _pair(a, b)
                        for a in one.articles
                        for b in other.articles
                        if _said(look, _pair(a, b)) == Verdict.DIFFERENT.value
                    }
        return _judged(scene, "merge_stories", first.id, pairs, Verdict.SAME)

    return decide


def split_story(scene: Scene, story: str, articles: Sequence[str]) -> Decide:
    """These Articles of the Story tell another event than the rest."""
    found = _story(scene, story)
    apart = [a for a in dict.fromkeys(articles) if a in found.articles]
    rest = [a for a in found.articles if a not in apart]
    if not apart or not rest:
        raise EditError("choose some articles of the story, not none and not all")

    def decide(look: Look) -> Intent:
        parted = {_pair(a, b) for a in apart for b in rest}
        made = _judged(scene, "split_story", story, parted, Verdict.DIFFERENT)
        # What she parts off stays one story, as she sees it on the page.
        kept = {_pair(apart[0], other) for other in apart[1:]}
        puts = _judged(scene, "split_story", story, kept, Verdict.SAME).puts
        return Intent(made.name, story, (*made.puts, *puts), scene.period, made.words)

    return decide


def _story(scene: Scene, id_: str) -> Story:
    found = scene.week.story(id_)
    if found is None:
        raise EditError(f"the story {id_!r} is no longer there; it was merged or split: reload")
    return found


def _choose(scene: Scene, name: str, story: Story, choice: str) -> Decide:
    meant = _told_with(scene, story, choice)

    def decide(look: Look) -> Intent:
        puts = []
        for first in (one.articles[0] for one in meant):
            was = decode(look("choice", first), Choice)
            said = Choice(choice, was.section if was else "", scene.by, scene.now)
            puts.append(("choice", first, encode(said)))
        title = _title(scene, story)
        return Intent(name, story.id, tuple(puts), scene.period, (("title", title),))

    return decide


def _told_with(scene: Scene, story: Story, choice: str) -> list[Story]:
    """The Story; where it leads an Item that tells several, all of them.

    Raises EditError for one in the middle of such an Item: it has to be told apart first.
    """
    item = next((i for i in scene.week.draft.items if story.id in i.rolled_up), None)
    if item is None:
        return [story]
    if story.id != item.story and choice != INCLUDE:
        raise EditError(
            f"this story is told together with {len(item.rolled_up) - 1} others;"
            " tell them apart on the item's page first"
        )
    wanted = item.rolled_up if story.id == item.story else (story.id,)
    return [found for id_ in wanted if (found := scene.week.story(id_))]


def _judged(
    scene: Scene, name: str, about: str, pairs: set[tuple[str, str]], verdict: Verdict
) -> Intent:
    said = encode(Said(verdict.value, scene.by, scene.now))
    puts = tuple(("judgement", f"{left} {right}", said) for left, right in sorted(pairs))
    return Intent(name, about, puts, scene.period, (("count", str(len(pairs))),))


def _said(look: Look, pair: tuple[str, str]) -> str:
    said = decode(look("judgement", " ".join(pair)), Said)
    return said.verdict if said else ""


def _pair(left: str, right: str) -> tuple[str, str]:
    return min(left, right), max(left, right)


def _title(scene: Scene, story: Story) -> str:
    """Its first title, an English one where there is any: the same as the lists show."""
    told = [scene.week.articles[a] for a in story.articles if a in scene.week.articles]
    told.sort(key=lambda article: article.language != "en")
    return next((article.title[:120] for article in told if article.title), story.id)
