"""Lines that stand among an article's paragraphs and are not its own."""

import re

from torimatome.collect.page_blocks import Block

def is_furniture(block: Block) -> bool:
    """Whether a line is a link to elsewhere, a byline, a date, a caption or an invitation."""
    text = block.text
    if block.linked > 0.8 and not _SENTENCE_END.search(text):
        return True
    if not any(c.isalnum() for c in text):
        return True
    return False

_SENTENCE_END = re.compile(r"[.!?…。！？؟।։]['\"”’»)\]]*$")
