"""Allowance: the seconds, tokens and money one run may spend on models, and when to stop asking."""

from dataclasses import dataclass

from torimatome.errors import Refused, SourceError, Unreachable
from torimatome.outside.clock import Clock

# How the reason begins when a model failed before and is not asked again.
GIVEN_UP = "not asked again: "
# A model that answers nonsense so often in a row will not mend within the run.
_PATIENCE = 3


@dataclass(frozen=True)
class ModelLimits:
    """What models may take."""

    question_seconds: float = 60.0  # one question, tries together
    run_seconds: float = 600.0  # all questions of a run together
    tokens: int = 200_000  # of a run, read and written
    money: float | None = None  # of a run, in the currency of `price`; None = not counted
    price: float | None = None  # of 1,000 tokens; None = costs nothing


class Allowance:
    """What a run has spent and may still spend. Asked before each question, told after it."""

    def __init__(self, limits: ModelLimits, clock: Clock) -> None:
        self.limits = limits
        self.questions = 0
        self.tokens = 0
        self.seconds = 0.0
        self._clock = clock
        self._stopped: dict[str, str] = {}  # model → why it is not asked again
        self._nonsense: dict[str, int] = {}

    @property
    def money(self) -> float:
        """What the tokens cost."""
        return self.tokens / 1000 * (self.limits.price or 0.0)

    def check(self, model: str, tokens: int) -> None:
        """Raise Refused when the model was given up, or a question of `tokens` is too much."""
        if model in self._stopped:
            raise Refused(model, GIVEN_UP + self._stopped[model])
        limits = self.limits
        if self.seconds >= limits.run_seconds:
            self._stop(model, f"the run's {limits.run_seconds:g} s are used up (model_seconds)")
        if self.tokens + tokens > limits.tokens:
            self._stop(model, f"the run's {limits.tokens:,} tokens are used up (model_tokens)")
        cost = (self.tokens + tokens) / 1000 * (limits.price or 0.0)
        if limits.money is not None and cost > limits.money:
            self._stop(model, f"the run's {limits.money:g} in money are used up (model_money)")

    def began(self) -> float:
        """The moment a question is asked, for `spend`."""
        return self._clock.monotonic()

    def spend(self, began: float, tokens: int) -> None:
        """Note one question: its tokens, and the time since it was asked."""
        self.questions += 1
        self.tokens += tokens
        self.seconds += self._clock.monotonic() - began

    def failed(self, model: str, error: SourceError) -> None:
        """Note a failure: no answer, or nonsense again and again, and the model is left alone."""
        self._nonsense[model] = self._nonsense.get(model, 0) + 1
        if isinstance(error, Unreachable) or self._nonsense[model] >= _PATIENCE:
            self._stopped[model] = error.reason

    def worked(self, model: str) -> None:
        """Note an answer that could be used."""
        self._nonsense.pop(model, None)

    def _stop(self, model: str, why: str) -> None:
        self._stopped[model] = why
        raise Refused(model, why)
