"""What a headline is about, in Japanese: noun phrases built of known terms only."""

import re
from dataclasses import replace

from torimatome.draft.actor_ja import actor
from torimatome.draft.telling import Telling
from torimatome.text.days_words import month_names

_JOINTS = {
    "of": "{b}の{a}",
    "on": "{b}に関する{a}",
    "about": "{b}に関する{a}",
    "over": "{b}をめぐる{a}",
    "concerning": "{b}に関する{a}",
    "with": "{b}との{a}",
    "in": "{b}における{a}",
    "at": "{b}における{a}",
    "near": "{b}付近の{a}",
    "from": "{b}からの{a}",
    "to": "{b}への{a}",
    "against": "{b}に対する{a}",
    "by": "{b}による{a}",
    "after": "{b}後の{a}",
    "during": "{b}中の{a}",
    "since": "{b}以降の{a}",
    "within": "{b}における{a}",
    "dedicated to": "{b}に関する{a}",
    "for": "{b}の{a}",
}
# What these bring in says more of an event than of a land: "Kastria on a visit" is no phrase.
_NOT_OF_A_LAND = frozenset(_JOINTS) - {"of", "in", "at", "near", "from", "to", "within"}
_JOINT = re.compile(rf"\s(?P<joint>{'|'.join(_JOINTS)})\s", re.IGNORECASE)
_BETWEEN = re.compile(r"^(?P<a>.+?)\sbetween\s(?P<b>.+?)\sand\s(?P<c>.+)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her|some)\s+", re.IGNORECASE)
_ANNIVERSARY = re.compile(
    r"^(?:(?P<a>.+?) (?:dedicated to|devoted to|marking|on(?: the occasion of)?|to mark) )?"
    r"(?:the )?(?:(?P<n>\d+)(?:st|nd|rd|th) )?anniversary of (?P<b>.+)$",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"^[“\"«'‘](?P<inner>[^”\"»]+)[”\"»'’]$")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
)
_NUMBER_WORDS = {word: str(n) for n, word in enumerate(_ONES.split(" "))} | {
    word: str(n) for n, word in enumerate(_ORDINALS.split(" "))
}
# A word that tells ("is unacceptable") cannot stand behind a noun in one word with it, and one
# that waits for its noun ("landmark …") cannot close a phrase.
_PREDICATE = re.compile(r"[ぁ-ん][いるたくす]$|(?:ない|った|いる)$")
_ATTRIBUTE = re.compile(r"(?:な|の|た|的)$")
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


def phrase(words: str, telling: Telling) -> str:
    """`words` as a noun phrase in Japanese; "" when any part of it is not known."""
    bare = _ARTICLE.sub("", " ".join(words.split()).strip(" ,;:."))
    if not bare or len(bare.split()) > 20:
        return ""
    quoted = _QUOTE.match(bare)
    if quoted:
        inner = phrase(quoted["inner"], telling)
        return f"「{inner}」" if inner else ""
    return (
        telling.speaker.word(bare)
        or date_said(bare)
        or _anniversary(bare, telling)
        or _nth(bare, telling)
        or _counted(bare, telling)
        or _joined(bare, telling)
        or _compound(bare, telling)
        or actor(bare, replace(telling, plain=False))
    )


def number(words: str) -> str:
    """A number in digits, as Japanese counts: "seven" 7, "3.5 million" 350万; "" for none."""
    bare = words.strip().lower().replace("’", "'")
    bare = re.sub(r"^(?:an?|some|about)\s+(?=\w)", "", bare)
    if bare in _NUMBER_WORDS:
        return _NUMBER_WORDS[bare]
    match = re.fullmatch(
        r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(?:\s+(?P<scale>thousand|million|billion|trillion))?(?P<percent>\s*(?:%|percent|per cent))?",  # noqa: E501
        bare,
    )
    if not match:
        return ""
    percent = "%" if match["percent"] else ""
    if not match["scale"]:
        return match["digits"] + percent
    return _in_myriads(match["digits"].replace(",", ""), _SCALES[match["scale"]]) + percent


def _in_myriads(digits: str, zeros: int) -> str:
    whole, _, part = digits.partition(".")
    if len(part) > zeros:
        return ""
    value = int(whole + part.ljust(zeros, "0"))
    said = ""
    for unit, size in (("兆", 10**12), ("億", 10**8), ("万", 10**4)):
        if value >= size:
            said += f"{value // size}{unit}"
            value %= size
    return said + (str(value) if value else "")


def date_said(words: str) -> str:
    """ "May 7" or "7 May 2026" as 5月7日, 2026年5月7日; "" when it is no date."""
    match = re.fullmatch(
        r"(?:(?P<d1>\d{1,2})\s+)?(?P<m>[A-Za-z]{3,9})\.?(?:\s*(?P<d2>\d{1,2}))?(?:,?\s+(?P<y>\d{4}))?",
        words.strip(),
    )
    if not match:
        return f"{words}年" if re.fullmatch(r"(?:19|20)\d\d", words.strip()) else ""
    month = month_names("en").get(match["m"].lower())
    day = match["d1"] or match["d2"]
    if not month or not (day or match["y"]):
        return ""
    year = f"{match['y']}年" if match["y"] else ""
    return f"{year}{month}月" + (f"{int(day)}日" if day else "")


def _anniversary(bare: str, telling: Telling) -> str:
    """ "Concert dedicated to the 30th anniversary of X": X30周年記念コンサート."""
    match = _ANNIVERSARY.match(bare)
    if not match:
        return ""
    whose = phrase(match["b"], telling)
    what = phrase(match["a"], telling) if match["a"] else ""
    if not whose or (match["a"] and not what):
        return ""
    years = f"{number(match['n'])}周年" if match["n"] else ""
    return f"{whose}{years}記念{what}" if match["a"] else f"{whose}{years or '記念日'}"


def _nth(bare: str, telling: Telling) -> str:
    """ "Seventh security dialogue": 第7回…."""
    match = re.match(r"^(?P<n>[A-Za-z]+|\d+(?:st|nd|rd|th))\s+(?P<rest>.+)$", bare)
    word = match["n"].lower() if match else ""
    if not match or not (word in _ORDINALS.split(" ") or word[:1].isdigit()):
        return ""
    rest = phrase(match["rest"], telling)
    return f"第{number(word)}回{rest}" if rest else ""


def _counted(bare: str, telling: Telling) -> str:
    match = re.match(
        r"^(?P<more>over |more than |nearly |almost |about |around |up to )?"
        r"(?P<n>[\d.,]+(?: (?:thousand|million|billion))?|[a-z]+)\s+(?P<noun>.+)$",
        bare,
        re.IGNORECASE,
    )
    said = number(match["n"]) if match else ""
    if not match or not said:
        return ""
    form = telling.speaker.counted.get(match["noun"].lower())
    if not form:
        return ""
    more = (match["more"] or "").strip().lower()
    after = "超" if more in {"over", "more than"} else ""
    before = {"nearly": "約", "almost": "約", "about": "約", "around": "約", "up to": "最大"}
    return form.format(n=before.get(more, "") + said) + after


def _joined(bare: str, telling: Telling) -> str:
    """A of B, A on B with C: from the left, because what follows belongs to what stands before."""
    between = _BETWEEN.match(bare)
    if between and "," in between["b"]:
        return ""  # between three and more, or between holders of an office of several lands
    if between:
        a, b, c = (_part(between[name], telling) for name in "abc")
        return f"{b}・{c}間の{a}" if a and b and c else ""
    owner = re.match(r"^(?P<b>[^ ].*?)['’]s\s+(?P<a>.+)$", bare)
    for match in _JOINT.finditer(bare):
        head, rest = bare[: match.start()], bare[match.end() :]
        joint = match["joint"].lower()
        if joint in _NOT_OF_A_LAND and telling.speaker.land(head):
            continue
        if joint == "for" and not date_said(rest):
            continue  # "support for Kastria", "bill for schools": for whom, or what for?
        a, b = _part(head, telling), _part(rest, telling)
        if a and b:
            if joint == "in" and telling.speaker.country(rest) and telling.speaker.body(head):
                return f"{b}の{a}"
            office = telling.speaker.office(rest, many=True) if joint == "of" else None
            if office and rest.endswith("s"):
                return _of_holders(head, a, office.ja, telling)
            return _JOINTS[joint].format(a=a, b=b)
    if owner:
        a, b = _part(owner["a"], telling), _part(owner["b"], telling)
        if a and b:
            return f"{b}の{a}"
    pair = re.match(r"^(?P<a>[^,]+?),? and (?P<b>[^,]+)$|^(?P<c>[^,]+), (?P<d>[^,]+)$", bare)
    if pair:
        left = _part(pair["a"] or pair["c"], telling)
        right = _part(pair["b"] or pair["d"], telling)
        between_them = "及び" if pair["a"] else "・"
        return f"{left}{between_them}{right}" if left and right else ""
    return ""


def _of_holders(head: str, said: str, office: str, telling: Telling) -> str:
    """ "OTS informal meeting of foreign ministers": the body, whose holders, what they hold."""
    words = head.split()
    for size in range(len(words) - 1, 0, -1):
        body = telling.speaker.organisation(" ".join(words[:size]))
        rest = phrase(" ".join(words[size:]), telling) if body else ""
        if rest:
            return f"{body}{office}{rest}"
    return f"{office}{said}"


def _part(words: str, telling: Telling) -> str:
    return phrase(words, telling)


def _compound(bare: str, telling: Telling) -> str:
    """Known words side by side: "Kestrian border", "joint military exercises"."""
    words = re.sub(r"(?<=\w)[-–](?=[A-Z])", " - ", bare).split()
    joined, parted, count = "", False, 0
    at = 0
    while at < len(words):
        if words[at] == "-":
            parted, at = True, at + 1
            continue
        found, taken = _longest(words[at:], telling)
        if not found or (joined.endswith(found) and not parted):
            return ""
        last = at + taken == len(words)
        if (joined and _PREDICATE.search(found)) or (last and _ATTRIBUTE.search(found)):
            return ""
        # Katakana against katakana would read as one word.
        parted = parted or bool(joined and _katakana(joined[-1]) and _katakana(found[0]))
        joined += ("・" if parted else "") + found
        parted, count, at = False, count + 1, at + taken
    return joined if count > 1 else ""


def _longest(words: list[str], telling: Telling) -> tuple[str, int]:
    for size in range(len(words), 0, -1):
        found = telling.speaker.word(" ".join(words[:size]))
        if found:
            return found, size
    return "", 0


def _katakana(mark: str) -> bool:
    return "ァ" <= mark <= "ー"
