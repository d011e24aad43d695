"""The font files a PDF is set in, found inside installed packages, never on the system."""

from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from torimatome.errors import SetupError

# Package → the files we need of it. Noto CJK has no ə, Georgian or Armenian, and no Arabic;
# DejaVu has. Last Resort has a labelled box for every character there is, so that no
# character from a page can ever stop a PDF. Latin and Cyrillic text is set in Libertinus
# Serif, which comes inside the typst package.
_NEEDED = {
    "noto-cjk-sans-jp-regular": ("NotoSansCJKjp-Regular.otf",),
    "noto-cjk-sans-jp-bold": ("NotoSansCJKjp-Bold.otf",),
    "matplotlib": (
        "DejaVuSerif.ttf",
        "DejaVuSerif-Bold.ttf",
        "DejaVuSerif-Italic.ttf",
        "DejaVuSerif-BoldItalic.ttf",
        "DejaVuSans.ttf",
        "DejaVuSans-Bold.ttf",
        "DejaVuSans-Oblique.ttf",
        "DejaVuSans-BoldOblique.ttf",
        "LastResortHE-Regular.ttf",
    ),
}


@dataclass(frozen=True)
class FontFiles:
    """Every file a PDF may draw glyphs from."""

    files: tuple[Path, ...]

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that hold them, each once, in a fixed order."""
        return tuple(sorted({file.parent for file in self.files}))

    def with_files(self, paths: tuple[str, ...]) -> "FontFiles":
        """These and the files a desk brings along."""
        return FontFiles((*self.files, *(Path(path) for path in paths))) if paths else self


def find_fonts() -> FontFiles:
    """The fonts of this installation; SetupError names the package that is missing.

    The packages are only listed, never imported: matplotlib stands here without the
    packages it needs to run.
    """
    return FontFiles(
        tuple(_file(package, name) for package, names in _NEEDED.items() for name in names)
    )


def _file(package: str, name: str) -> Path:
    advice = f"install it: pip install --no-deps {package}"
    try:
        listed = _listed(package)
    except metadata.PackageNotFoundError:
        raise SetupError(f"no font package {package!r} is installed; {advice}") from None
    for entry in listed:
        if entry.name == name:
            path = Path(str(entry.locate())).resolve()
            if path.is_file():
                return path
            raise SetupError(f"font file {str(path)!r} of {package!r} is gone; re{advice}")
    raise SetupError(f"package {package!r} holds no font file {name!r}; re{advice}")


@lru_cache(maxsize=8)
def _listed(package: str) -> tuple[metadata.PackagePath, ...]:
    """The package's files; its list is long, and eight of our fonts are in one package."""
    return tuple(metadata.files(package) or ())
