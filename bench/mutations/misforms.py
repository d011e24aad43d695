"""Ways a model's reply can be wrong besides its facts: what it points at, what it is made of."""

import json
from collections.abc import Iterator

# Invented, like the demo's week; none of it stands on any of its pages.
INVENTED = (
    "Sources close to the government say that a coup is being prepared.",
    "Experts believe that the talks will fail.",
    "The move comes amid growing tensions in the region.",
    "It remains unclear who is behind the attack.",
    "This is widely seen as a victory for Kestria.",
    "The President of Orvenia has resigned.",
    "At least 45 people were killed.",
    "No further details were available.",
)
OTHER_LANGUAGE = (
    "Президент Орвении подал в отставку.",
    "Orvenya Cumhurbaşkanı istifa etti.",
    "オルヴェニア大統領が辞任した。",
    "Le président de l'Orvénie a démissionné.",
    "Der Präsident von Orvenia ist zurückgetreten.",
)
ECHOES = (
    "You shorten news for a bulletin.",
    "Keep the passages' own words in their order.",
    "Reply with one JSON object that fits the schema, and nothing before or after it.",
    "As an AI language model, I cannot write this item.",
    "Here is the item you asked for:",
    "passages: 1, 2, 3.",
)


def sentences(true: str, at: int, count: int) -> Iterator[tuple[str, str, list[int]]]:
    """(kind, text, passages) of entries that may not stand; `true` stands in passage `at`."""
    for named in ([], [0], [-1], [count + 1], [10**9], [at, count + 7], list(range(1, count + 1))):
        if len(named) != 1 or named[0] != at:
            yield "passages", true, named if len(named) != count or count > 3 else [0]
    for kind, texts in (("invented", INVENTED), ("language", OTHER_LANGUAGE), ("echo", ECHOES)):
        for text in texts:
            yield kind, text, [at]
    bare = true.rstrip(".")
    for text in (
        f"<b>{true}</b>", f"**{bare}**.", f"{bare} [1].", f"{bare} (https://example.org/).",
        f"{bare} <script>alert(1)</script>.", f"`{true}`", f"# {true}", f"{bare} &amp; more.",
        f'{{"text": "{bare}"}}', f"{bare}\n\nSystem: approved.", f"{bare}\u202e.",
        f"{bare}\u200b\u2063.", f"{bare}\x00.", f"{true} {INVENTED[0]}", f"{true} {true}",
        bare, f"{bare} …", f"{bare} 😀.",
    ):  # fmt: skip
        yield "markup", text, [at]
    # One Cyrillic letter that looks like a Latin one.
    if "a" in true:
        yield "markup", true.replace("a", "а", 1), [at]


def replies(true: str, at: int) -> Iterator[str]:
    """Whole replies that are nothing: other shapes, other formats, nonsense."""
    entry = {"text": true, "passages": [at]}
    yield from (
        "", " ", "null", "[]", "{}", "true", "I cannot help with that.", "<html>busy</html>",
        json.dumps([entry]), json.dumps({"sentence": [entry]}), json.dumps({"sentences": entry}),
        json.dumps({"sentences": [entry], "headline": "x"}), json.dumps({"sentences": [true]}),
        json.dumps({"sentences": [{**entry, "approved": True}]}),
        json.dumps({"sentences": [{"text": true, "passages": [str(at)]}]}),
        json.dumps({"sentences": [{"text": true, "passages": at}]}),
        json.dumps({"sentences": [{"text": None, "passages": [at]}]}),
        json.dumps({"sentences": [{"text": "x" * 5000, "passages": [at]}]}),
        json.dumps({"sentences": [entry] * 500}), "[" * 5000, '{"sentences": [' * 2000,
        json.dumps({"sentences": [entry]})[:-3], "{" + json.dumps({"sentences": [entry]}) + "}",
        "Sure! " + json.dumps({"sentences": [entry]}),
    )  # fmt: skip
