"""Torimatome: a week of public news becomes a bilingual bulletin, every sentence traceable.

The six steps, in order (start reading in `flow/daily.py`, which calls them):

    collect     feeds, pages, WARC, folders, JSON lines come in; Articles and snapshots are kept
    understand  language, copies, stories: Judgements are kept, Stories derived
    draft       stories become cited Items in house style
    edit        a person decides
    publish     an Issue becomes PDF, DOCX, HTML and JSON
    remember    past Issues are kept and found again
"""

__version__ = "0.1.0"
