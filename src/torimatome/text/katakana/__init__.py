"""Names in katakana by the rules of their language of origin; one table of rules a language.

`propose("Elchin Amirbayov", language="az")` gives the form, the rules that made it, and other
forms. `guess(name, country)` says which language a name is from. Pure: nothing is looked up in
the termbase, and nothing here decides; a person accepts a proposal or changes it.
"""

from torimatome.text.katakana.origin import Origin
from torimatome.text.katakana.propose import Proposal, guess, known_language, propose
from torimatome.text.katakana.tables import codes, table

__all__ = ["Origin", "Proposal", "codes", "guess", "known_language", "propose", "table"]
