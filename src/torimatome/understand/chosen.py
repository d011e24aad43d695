"""Stories as people chose: one they include is proposed, one they file stands in that section."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from torimatome.model import Story
from torimatome.model.act import INCLUDE, Choice, choice_of
from torimatome.text.reasons import coded


def with_choices(
    stories: Iterable[Story], choices: Mapping[str, Choice], first_section: str
) -> tuple[Story, ...]:
    """The Stories in their order. One the machine left out and a person includes is proposed,
    under the section she named, else `first_section`.

    What people drop stays drafted, so that taking it back costs nothing; the Issue leaves it out.
    """
    return tuple(_chosen(story, choices, first_section) for story in stories)


def _chosen(story: Story, choices: Mapping[str, Choice], first_section: str) -> Story:
    choice = choice_of(story.articles, choices)
    if choice.section and not story.left_out:
        story = replace(story, section=choice.section)
    if choice.choice == INCLUDE and story.left_out:
        section = choice.section or story.section or first_section
        reasons = (coded("included", by=choice.by), *story.reasons)
        story = replace(story, left_out="", section=section, reasons=reasons)
    return story
