"""Where the steps meet: the day in order, what the pages ask for, what goes out and after.

Every step can be run again at any time: it looks in the store for what is left to do, does
that, and says what it did. So the answer to a crash at any line is to run the day once more.
"""

from torimatome.flow.after import (
    Release,
    as_next,
    flash,
    lacks,
    look_again,
    release,
    send,
    sent_flash,
    site,
)
from torimatome.flow.asked import (
    Taught,
    as_now,
    board_of,
    keep_file,
    language_told,
    proposed,
    services,
)
from torimatome.flow.daily import Day, collect_and_tell, day, redraft, tell
from torimatome.flow.past import went_out
from torimatome.flow.steps import editor, steps_for

__all__ = [
    "Day",
    "Release",
    "Taught",
    "as_next",
    "as_now",
    "board_of",
    "collect_and_tell",
    "day",
    "editor",
    "flash",
    "keep_file",
    "lacks",
    "language_told",
    "look_again",
    "proposed",
    "redraft",
    "release",
    "send",
    "sent_flash",
    "services",
    "site",
    "steps_for",
    "tell",
    "went_out",
]
