"""Published rules that change a real sentence: most make it say something else, some must not.

The gate is scored on these, so whoever works on the gate does not work on them, and they are not
fitted to it: what a rule takes for a name, a number or a verb is told by its own lists and shapes.
Each rule is one function; its docstring says what it does. `audit.yaml` keeps how many changes of
each were read by eye, and how many of those did not do what the rule says.
"""

from mutations.base import Change, Real, Rule
from mutations.rules import RULES

__all__ = ["RULES", "Change", "Real", "Rule"]
