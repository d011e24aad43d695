"""The desks the reader's tests read for: the demo's, and one described by a single file."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
import yaml

from torimatome.desks import find, load
from torimatome.model import Outlet, SectionRule, Style
from torimatome.remember.read import Reading, read_issue

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Readers:
    """What the reader needs to know of a desk."""

    style: Style
    sections: tuple[SectionRule, ...]
    outlets: tuple[Outlet, ...]

    def read(self, body: bytes, name: str = "x.txt") -> Reading:
        return read_issue(body, name, self.style, self.sections, self.outlets)


def shipped(name: str) -> Readers:
    house = load(find(name))
    return Readers(house.style, house.sections, house.outlets)


def marvane() -> Readers:
    """A desk of another language pair: tests/read/marvane.yaml, and nothing else."""
    return msgspec.convert(yaml.safe_load((HERE / "marvane.yaml").read_text("utf-8")), Readers)


def printed(value: object) -> object:
    """An Issue as the expectation files write it: empty fields and machine fields left out."""
    if isinstance(value, dict):
        machine = ("format", "version", "file", "language")
        return {
            key: printed(held)
            for key, held in value.items()
            if key not in machine and held not in (None, "", False, (), [], {})
        }
    return [printed(each) for each in value] if isinstance(value, list | tuple) else value
