"""Rules of kind "facts" for names: people, offices, places, nationalities and bodies."""

import re
from collections.abc import Iterable

from mutations.base import Change, Pools, Real, chosen, either, in_quotes, opened, pick, put, roll

# Given names as they stand before surnames in the news of several countries.
GIVEN = tuple(
    """
    Adam Ahmed Alan Aleksandr Alex Alexander Alexei Ali Amy Andrew Andy Angela Ankit Anna Anthony
    Antony Ben Benjamin Bernie Bill Bob Boris Brian Bruce Carlos Charles Chris Christopher Chuck
    Daniel David Deborah Dmitry Don Donald Elena Elizabeth Emmanuel Eric Frank Gary George Greg
    Hillary Hassan Ilham Igor Ivan Jack Jake James Jane Jared Jason Jeff Jen Jennifer Jerome Jim Joe
    John Jonathan Jose Joseph Josh Karen Karl Kate Keir Kevin Kim Kyle Larry Laura Linda Lindsey
    Lisa Liz Louis Maria Mark Mary Matt Matthew Michael Mike Mikhail Mitch Mitt Mohammed Nancy
    Narendra Natalia Nick Nikol Oleg Olaf Pat Patrick Paul Pete Peter Philip Rachel Ralph Rand Ray
    Recep Richard Rick Robert Roger Ron Ronald Roy Russell Sam Sarah Scott Sean Sergei Sergey Simon
    Stephen Steve Steven Susan Ted Theresa Thomas Tim Tom Tony Tucker Viktor Vladimir Volodymyr
    William
    """.split()
)
_CAP = r"[A-Z][a-z]+(?:-[A-Z][a-z]+|[A-Z][a-z]+)?"
_NO_NAME = frozenset(
    """
    President House Senate Court State States Republican Republicans Democrat Democrats Democratic
    Party Committee Monday Tuesday Wednesday Thursday Friday Saturday Sunday University Street Jr Sr
    Department Minister White Street Center Times Post News Journal The Act Airport Hospital
    """.split()
)
_PERSON = re.compile(rf"\b{either(GIVEN)} (?:[A-Z]\. )?(?P<last>{_CAP})\b(?! [A-Z])")
_TITLED = re.compile(
    rf"\b(?:Mr|Ms|Mrs|Sen|Rep|Gov|Gen|Dr)\.? (?P<last>{_CAP})\b(?! [A-Z])"
    rf"|\b(?:President|Minister|Chancellor|Secretary|Speaker|Justice|Judge) (?P<last2>{_CAP})\b"
    r"(?! [A-Z])"
)
PLACES = tuple(
    tuple(part.replace("\n", " ").strip().split(", "))
    for part in """
Russia, Ukraine, Turkey, Iran, Iraq, Syria, Israel, Egypt, Georgia, Armenia, Azerbaijan, China,
Japan, India, Pakistan, Afghanistan, Germany, France, Italy, Spain, Poland, Hungary, Canada,
Mexico, Brazil, Australia, Kazakhstan, Belarus, Moldova, Serbia, Greece, Lebanon, Libya, Yemen,
Qatar, Saudi Arabia, North Korea, South Korea, Venezuela, Cuba

Moscow, Kiev, Kyiv, Ankara, Tehran, Baghdad, Damascus, Cairo, Tbilisi, Yerevan, Baku, Beijing,
Tokyo, Berlin, Paris, Rome, Madrid, Warsaw, London, Brussels, Geneva, Vienna, Istanbul, Sochi,
St Petersburg, Minsk, Astana

Texas, California, Florida, Ohio, Virginia, Arizona, Michigan, Wisconsin, Pennsylvania, Nevada,
Iowa, Kentucky, Alabama, Colorado, Illinois, Oregon, Minnesota, Tennessee, Massachusetts, Louisiana

Chicago, Boston, Houston, Dallas, Seattle, Atlanta, Denver, Philadelphia, Detroit, Baltimore,
Los Angeles, San Francisco, Las Vegas, Miami, Portland
""".strip().split("\n\n")
)
NATIONS = tuple(
    """
    Russian Ukrainian Turkish Iranian Iraqi Syrian Israeli Egyptian Georgian Armenian Azerbaijani
    Chinese Japanese Indian Pakistani Afghan German French Italian Spanish Polish Hungarian Canadian
    Mexican Brazilian Australian British American Palestinian
    """.split()
)
BODIES = tuple(
    tuple(line.split(", "))
    for line in """
    NATO, the EU, the UN, OPEC, the OSCE, the WTO
    the European Union, the United Nations, the World Bank, the World Health Organization
    the Senate, the House, the Supreme Court
    the FBI, the CIA, the IRS, the EPA, the CDC, the NSA, the Pentagon
    Republicans, Democrats
    Republican, Democratic
    the State Department, the Justice Department, the Treasury Department, the Labor Department
    the Foreign Ministry, the Defense Ministry, the Interior Ministry, the Justice Ministry
    Google, Apple, Facebook, Amazon, Twitter, Microsoft, Tesla
    CNN, Fox News, MSNBC, NBC, CBS, ABC
    Hamas, Hezbollah, the Taliban
    """.strip().splitlines()
)  # fmt: skip
OFFICES = tuple(
    tuple(line.strip().split(", "))
    for line in """
    President, Prime Minister, Foreign Minister, Defence Minister, Vice President, Chancellor
    Secretary of State, Secretary of Defense, Attorney General, Treasury Secretary
    Sen., Rep., Gov., Mayor
    Foreign Minister, Defence Minister, Interior Minister, Finance Minister
    president, prime minister, foreign minister, defence minister
    governor, mayor, senator, ambassador
    spokesman, chairman, director, lawyer
    spokeswoman, chairwoman, director, lawyer
    """.strip().splitlines()
)
_IN_LOWER = r"(?!'s [A-Z]| [A-Z]|-| University| Times)"
_PLACE_GROUP = {place: group for group in PLACES for place in group}
_PLACE = re.compile(rf"(?<![A-Z][a-z] )(?<![\w-])(?<!New ){either(_PLACE_GROUP)}\b{_IN_LOWER}")
_NATION = re.compile(rf"(?<![\w-]){either(NATIONS)} (?=[a-z])")
_BODY_GROUP = {body: group for group in BODIES for body in group}
_BODY = re.compile(
    rf"(?<![\w-])(?:{either(_BODY_GROUP)}|{either(b[0].upper() + b[1:] for b in _BODY_GROUP)})"
    rf"\b(?! of| in [A-Z]|\.?[A-Z]| [A-Z]|[-.])"
)
_OFFICE_GROUP = {office: group for group in reversed(OFFICES) for office in group}
_OFFICE = re.compile(
    rf"(?<![\w-])(?<![Vv]ice )(?<![Ff]ormer )(?<!of )"
    rf"(?:{either(o for o in _OFFICE_GROUP if o[0].isupper())}"
    rf"(?= {_CAP})|(?<=the ){either(o for o in _OFFICE_GROUP if o[0].islower())}\b(?! of the b))"
)


def surnames(text: str) -> list[tuple[str, tuple[int, int]]]:
    """The surnames of people, where a given name or a title stands before them."""
    found = [(m["last"], m.span("last")) for m in _PERSON.finditer(text)]
    for match in _TITLED.finditer(text):
        name = "last" if match["last"] else "last2"
        found.append((match[name], match.span(name)))
    return sorted(((n, s) for n, s in found if n not in _NO_NAME), key=lambda pair: pair[1])


def _exchange(real: Real, options: Iterable[str], key: str) -> Change | None:
    mine = surnames(real.text)
    if not mine:
        return None
    _, span = mine[roll(real.text + key) % len(mine)]
    here = {n for n, _ in mine}
    new = pick(sorted(set(options)), real.text, here)
    return put(real.text, span, new) if new else None


def surname_elsewhere(real: Real, pools: Pools) -> Change | None:
    """A surname becomes another one, from another article."""
    near = {word.strip(".,'’s") for word in real.paragraph.split()}
    return _exchange(real, (s for s in pools.surnames if s not in near), "elsewhere")


def surname_nearby(real: Real, pools: Pools) -> Change | None:
    """A surname becomes that of another person of the same passage."""
    return _exchange(real, (name for name, _ in surnames(real.paragraph)), "nearby")


def given_name(real: Real, pools: Pools) -> Change | None:
    """The given name before a surname becomes another: Sergei Petrov → Igor Petrov."""
    match = chosen(real.text, _PERSON, "given")
    if not match or match["last"] in _NO_NAME:
        return None
    first = match.group().split(" ")[0]
    alike = {name for name in GIVEN if name[:3] == first[:3]}  # Alex, Alexander; Joe, Joseph
    alike |= {"Bill", "William", "Bob", "Robert", "Jim", "James", "Mike", "Michael"}
    new = pick(GIVEN, real.text, alike | {first})
    return put(real.text, (match.start(), match.start() + len(first)), new or "")


def office(real: Real, pools: Pools) -> Change | None:
    """An office becomes another of its kind: Foreign Minister → Defence Minister."""
    match = chosen(real.text, _OFFICE, "office")
    if not match:
        return None
    new = pick(_OFFICE_GROUP[match.group()], real.text, [match.group()])
    return put(real.text, match.span(), new or "")


def place(real: Real, pools: Pools) -> Change | None:
    """A place becomes another of its kind: Tehran → Ankara."""
    match = chosen(real.text, _PLACE, "place")
    if not match:
        return None
    both = {"Kiev", "Kyiv"} if match.group() in {"Kiev", "Kyiv"} else {match.group()}
    return put(real.text, match.span(), pick(_PLACE_GROUP[match.group()], real.text, both) or "")


def place_nearby(real: Real, pools: Pools) -> Change | None:
    """A place becomes another one of the same passage."""
    match = chosen(real.text, _PLACE, "near place")
    if not match:
        return None
    kind = _PLACE_GROUP[match.group()]  # a capital may stand for its country: no exchange of those
    others = {m.group() for m in _PLACE.finditer(real.paragraph)} & set(kind) - {match.group()}
    others -= {"Kiev", "Kyiv"} if match.group() in {"Kiev", "Kyiv"} else set()
    new = pick(sorted(others), real.text)
    return put(real.text, match.span(), new) if new else None


def place_added(real: Real, pools: Pools) -> Change | None:
    """A sentence is given a place nobody told: " in Tehran" at its end."""
    if not real.text.endswith(".") or real.text[-2:-1] in "”\"'." or roll(real.text + "p") % 12:
        return None
    near = [m.group() for m in _PLACE.finditer(real.paragraph)]
    new = pick(PLACES[1], real.text, near)
    return Change(f"{real.text[:-1]} in {new}.", "", f"in {new}")


def nation(real: Real, pools: Pools) -> Change | None:
    """Whose it is changes: Russian troops → Turkish troops."""
    match = chosen(real.text, _NATION, "nation")
    if not match:
        return None
    both = ("British", "American") if match.group().strip() in {"British"} else ()
    new = pick(NATIONS, real.text, [match.group().strip(), *both])
    return put(real.text, match.span(), f"{new} ")


def body(real: Real, pools: Pools) -> Change | None:
    """A body, firm or party becomes another of its kind: the Senate → the House."""
    match = chosen(real.text, _BODY, "body")
    if not match or in_quotes(real.text, match.start()):
        return None
    key = match.group()
    key = key if key in _BODY_GROUP else key[0].lower() + key[1:]
    new = pick(_BODY_GROUP[key], real.text, [key]) or ""
    if match.start() == 0:
        new = opened(new)
    return Change(real.text[: match.start()] + new + real.text[match.end() :], match.group(), new)
