"""Past Issues as Decisions: each printed Item was put by a person where it stands."""

from collections.abc import Iterable, Iterator

from torimatome.model import Block, Decision, Issue


def decisions_of(issues: Iterable[tuple[str, Issue]]) -> Iterator[Decision]:
    """A Decision for each Item of these Issues, given with their labels; order kept.

    The desk's own NOTEs are left out: they are context, not the event. An Item whose section is
    not known is passed over.
    """
    for label, issue in issues:
        kinds = {section.number: section.kind for section in issue.sections}
        for item in issue.items:
            section = item.kind or kinds.get(item.section, "")
            if section:
                yield Decision(item.headline_en, _body(item.blocks), section, label)


def _body(blocks: Iterable[Block]) -> str:
    told = [
        block.text or "\n".join(block.bullets or ())
        for block in blocks
        if block.type not in {"note", "subheading"}
    ]
    return "\n\n".join(text for text in told if text)
