"""The Japanese headline: the desk's frames filled with words it knows, the rest left in 〔 〕."""

import re
from dataclasses import dataclass, replace

from torimatome.draft.actor_ja import actor, with_office
from torimatome.draft.new_name import NewName
from torimatome.draft.phrase_ja import date_said, number, phrase
from torimatome.draft.speaker import Speaker
from torimatome.draft.telling import Telling
from torimatome.draft.title_ja import bare_words, title_of
from torimatome.model import Frame, House

# What stands behind a bare name in a frame, so that the name must bring no title of its own.
_HONORIFICS = "氏|記者|被告|容疑者|議員|教授|弁護士|博士|夫人|選手|監督"
# What both sides do alike, whoever dialled.
_BOTH_WAYS = frozenset({"phone_call"})
# A word that a headline in capitals would not leave small: "visits", "called", no "with" or "from".
_SMALL = re.compile(r"(?<![\w'’-])(?!with|from|into|over|amid|after|under|than|that)[a-z]{4,}")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class JapaneseHeadline:
    """A headline as far as it can be said; `marks` is empty when all of it is Japanese."""

    text: str
    marks: tuple[str, ...] = ()  # "partly_english" or "untranslated"
    act: str = ""  # event type, from the frame
    frame: str = ""  # name of the frame that said it
    proposed: tuple[tuple[NewName, str], ...] = ()  # names by their sound, and the form used


def say(
    headline_en: str, house: House | Speaker, day: str = "", context: str | None = None
) -> JapaneseHeadline:
    """`headline_en` in Japanese by the desk's frames and terms, then the general ones.

    `day` (ISO) settles who holds an office. With `context`, the story's text, the holder of an
    office is named only when the text names them. What no frame or term can say stays in
    English inside 〔 〕 and is marked. A person no term has is said by sound and told in
    `proposed`; nothing else is guessed.
    """
    speaker = house if isinstance(house, Speaker) else Speaker(house)
    plain = _plain(headline_en)
    telling = Telling(speaker, day, context, all_capitals=not _SMALL.search(plain))
    said = _said(plain, telling)
    used = dict.fromkeys(pair for pair in telling.proposed if pair[1] in said.text)
    return replace(said, proposed=tuple(used))


def _said(headline: str, telling: Telling) -> JapaneseHeadline:
    partly: JapaneseHeadline | None = None
    left = len(headline)
    for frame, pattern in telling.speaker.frames:
        match = pattern.fullmatch(headline)
        if match is None:
            continue
        text, unsaid = _filled(frame, match, telling)
        if not unsaid:
            return JapaneseHeadline(text, act=frame.act, frame=frame.name)
        # Of headlines half said, the one that leaves least English; the first of equals.
        # One that says nothing but the verb helps nobody.
        english = sum(len(words) for words in unsaid)
        if english < min(left, 0.8 * len(headline)) and len(unsaid) < len(
            _SLOT.findall(frame.japanese)
        ):
            partly, left = (
                JapaneseHeadline(text, ("partly_english",), frame.act, frame.name),
                english,
            )
    both = _two_clauses(headline, telling) if partly is not None else None
    if both is not None:
        return both
    if partly is not None:
        return partly
    whole = phrase(headline, telling)
    if whole:
        return JapaneseHeadline(whole)
    return JapaneseHeadline(f"〔{headline}〕", ("untranslated",))


def _two_clauses(headline: str, telling: Telling) -> JapaneseHeadline | None:
    """ "X thanks Y as Z does W": two headlines in one, when both can be said whole."""
    for match in re.finditer(r" as (?=[A-Z])", headline):
        one, other = headline[: match.start()], headline[match.end() :]
        first, second = _said(one, telling), _said(other, telling)
        if first.frame and second.frame and not first.marks and not second.marks:
            return replace(first, text=f"{first.text}—{second.text}")
    return None


def _plain(headline: str) -> str:
    text = " ".join(headline.split()).strip(" ,;")
    text = re.sub(r"(?<=\w)’(?=\w)", "'", text)
    return text[:-1] if text.endswith(".") and not re.search(r"\b[A-Z]\.$", text) else text


def _filled(frame: Frame, match: re.Match[str], telling: Telling) -> tuple[str, list[str]]:
    """The frame's Japanese with its slots said, and the words that could not be."""
    unsaid: list[str] = []
    said: dict[str, str] = {}
    groups = {name: words for name, words in match.groupdict().items() if words}
    for slot in sorted(groups, key=lambda name: match.start(name)):
        if f"{{{slot}}}" not in frame.japanese:
            continue
        words = groups[slot].strip()
        plain = re.search(rf"\{{{slot}\}}(?:{_HONORIFICS})", frame.japanese) is not None
        kind = frame.kinds.get(slot, "term")
        found = _slot(words, kind, replace(telling, plain=plain))
        if not found and not match.start(slot) and kind == "term" and not telling.all_capitals:
            # The first word has its capital from standing first: "Protests erupt in …".
            found = _slot(words[:1].lower() + words[1:], kind, replace(telling, plain=plain))
        if not found:
            unsaid.append(words)
            found = f"〔{words}〕"
        said[slot] = found
        telling = with_office(telling, words)
    both = frame.act in _BOTH_WAYS and set(_SLOT.findall(frame.japanese)) >= {"a", "b"}
    if both and _home(groups["b"], telling) and not _home(groups["a"], telling):
        said["a"], said["b"] = said["b"], said["a"]  # the desk's own country comes first
    text = _SLOT.sub(lambda slot: said.get(slot[1], ""), frame.japanese)
    if _SLOT.search(frame.japanese) and set(_SLOT.findall(frame.japanese)) - said.keys():
        return text, [match.string]
    return text, unsaid


def _home(words: str, telling: Telling) -> bool:
    """Whether `words` name the desk's own country or somebody of it."""
    speaker = telling.speaker
    bare = bare_words(words)
    title = title_of(bare, telling)
    country = speaker.country(bare) or (title[1] if title else None)
    if country is not None:
        return speaker.is_home(country.code)
    rows = [speaker.persons(" ".join(bare.split()[n:])) for n in range(len(bare.split()))]
    known = next((row for row in rows if row), ())
    return bool(known) and all(term.country and speaker.is_home(term.country) for term in known)


def _slot(words: str, kind: str, telling: Telling) -> str:
    if kind == "actor":
        return actor(words, telling) or _known_body(words, telling)
    if kind == "number":
        return number(words)
    if kind == "date":
        return date_said(words)
    return (actor(words, telling) if telling.plain else "") or phrase(words, telling)


def _known_body(words: str, telling: Telling) -> str:
    """A term the desk lists as it stands, whatever its kind: "border guards", "Free Bloc"."""
    bare = re.sub(r"^(?:the|an?)\s+", "", words.strip(), flags=re.IGNORECASE)
    return telling.speaker.word(bare)
