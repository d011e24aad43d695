"""A desk's look is a small file: what is wrong in it is named, and a logo cannot do harm."""

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torimatome.desks import find, load, look_in
from torimatome.desks.pictures import pictures_in
from torimatome.errors import SetupError
from torimatome.model.look import Colours, Look
from torimatome.model.look_checks import contrast, look_of, look_said, settings_of
from torimatome.publish.look import on_dark

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">{}</svg>'


def png(width: int = 4, height: int = 2) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = b"".join(b"\0" + b"\x10\x40\x70" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))  # fmt: skip


def written(folder: Path, text: str) -> Path:
    (folder / "look.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_desk_without_a_look_file_prints_the_plain_form() -> None:
    assert load(find("demo")).look == Look()


def test_a_look_file_says_only_what_differs(tmp_path: Path) -> None:
    look = look_in(written(tmp_path, "design: modern\ncolours:\n  accent: '#550000'\n"))
    assert (look.design, look.colours.accent, look.colours.ink) == (
        "modern", "#550000", Colours().ink,
    )  # fmt: skip
    assert settings_of(look) == {"design": "modern", "colours": {"accent": "#550000"}}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("desing: modern", "unknown setting 'desing'; there are design, page_size"),
        ("design: fancy", "design is 'fancy'; choose from plain, modern"),
        ("page_size: a9", "page_size is 'a9'; choose from a4"),
        ("margin_mm: 90", "margin_mm is 90; 12 to 40 millimetres"),
        ("text_pt: big", "text_pt is 'big'; give a number of points, 8 to 16"),
        ("text_pt: .nan", "text_pt is nan; 8 to 16 points"),
        ("colours: {accent: blue}", "colours.accent is 'blue'; write a colour as #rrggbb"),
        ("colours: {accent: '#ffee00'}", "colours.accent is '#ffee00'; on white it has a contrast"),
        ("colours: {sections: ['#000000', '#aaaaaa']}", r"colours.sections\[2\] is '#aaaaaa'"),
        ("colours: {acent: '#000000'}", "unknown setting 'colours.acent'"),
        ("fonts: {latin: Comic Sans}", "fonts.latin is 'Comic Sans'; this desk has Libertinus"),
        ("title_block: {lines: [period]}", "a bulletin needs its title among them"),
        ("title_block: {logo: ../../secret.svg}", "title_block.logo is '../../secret.svg'; name a"),
        ("title_block: {logo: [1]}", r"title_block.logo is \[1\]"),
        ("labels: {item_mark: '<b>'}", "labels.item_mark is '<b>'; choose from ●"),
        ("labels: {contents_ja: \"a\\u0007\"}", "labels.contents_ja is .*no control characters"),
        ("records: 'javascript:alert(1)'", "records is 'javascript:alert"),
        ("[1, 2]", r"the whole is \[1, 2\]"),
        ("a: [", "not YAML"),
    ],
)  # fmt: skip
def test_a_bad_value_is_named_with_file_key_value_and_what_is_allowed(
    tmp_path: Path, text: str, named: str
) -> None:
    with pytest.raises(SetupError, match=named) as caught:
        look_in(written(tmp_path, text))
    assert "look.yaml" in str(caught.value)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["design", "page_size", "fonts", "colours", "title_block", "labels"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["latin", "ink", "lines", "logo", "sections"]), inner
                )
            ),
            max_leaves=6,
        ),
    )
)
def test_whatever_a_file_holds_it_becomes_a_look_or_is_refused_by_name(given_: dict) -> None:
    refused, look = "", None
    try:
        look = look_of(given_, "look.yaml")
    except SetupError as error:
        refused = str(error)
    assert refused.startswith("look.yaml: ") if look is None else not refused
    assert look is None or look_of(settings_of(look), "again") == look


def test_every_colour_that_ships_can_be_read_on_white_and_on_the_dark_page() -> None:
    colours = Colours()
    for colour in (colours.ink, colours.accent, colours.quiet, *colours.sections):
        assert contrast(colour, "#ffffff") >= 4.5
        assert contrast(on_dark(colour), "#15181c") >= 4.5


@pytest.mark.parametrize(("colour", "part"), [("#ff0000", slice(1, 3)), ("#0000ff", slice(5, 7))])
def test_a_strong_colour_keeps_its_hue_on_the_dark_page(colour: str, part: slice) -> None:
    assert on_dark(colour)[part] == "ff"


def test_a_logo_is_found_by_name_in_the_desks_folder(tmp_path: Path) -> None:
    (tmp_path / "seal.png").write_bytes(png())
    look = look_in(written(tmp_path, "title_block: {logo: seal.png}"))
    assert look.logo is not None
    assert (look.logo.kind, look.logo.width, look.logo.height) == ("png", 4.0, 2.0)


def test_a_drawing_keeps_its_shapes_and_nothing_that_runs_or_fetches(tmp_path: Path) -> None:
    inside = (
        '<path d="M0 0h5v5z" fill="#123456" onclick="alert(1)"/><script>alert(1)</script>'
        '<image href="file:///etc/passwd"/><use href="https://evil.example/a.svg#x"/>'
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">hi</p></foreignObject>'
        '<rect width="5" height="5" fill="url(https://evil.example/p)" style="x:url(//e.example)"/>'
        "<style>@import 'https://evil.example/a.css';</style><a href='javascript:x'><g/></a>"
    )
    (tmp_path / "seal.svg").write_text(SVG.format(inside), encoding="utf-8")
    (drawing,) = pictures_in(tmp_path)
    text = drawing.octets.decode()
    assert 'd="M0 0h5v5z"' in text
    for word in ("script", "onclick", "passwd", "evil", "foreignObject", "style", "javascript"):
        assert word not in text, word


@pytest.mark.parametrize(
    ("name", "octets", "why"),
    [
        ("a.png", b"GIF89a" + b"0" * 40, "neither PNG nor JPEG"),
        ("a.png", png()[:20] + b"0" * 700_000, "700,020 bytes"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 90_000, 9) + b"0" * 20,
         "90000 x 9 pixels"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x02", "without a size"),
        ("a.svg", b"<svg", "no SVG"),
        ("a.svg", b"<html xmlns='http://www.w3.org/2000/svg'/>", "first element"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "declares entities"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "does not say its size"),
        ("a.svg", b"", "0 bytes"),
    ],
)  # fmt: skip
def test_a_picture_that_is_none_is_refused_by_name(
    tmp_path: Path, name: str, octets: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(octets)
    with pytest.raises(SetupError, match=why) as caught:
        pictures_in(tmp_path)
    assert name in str(caught.value)


def test_a_logo_outside_the_folder_cannot_be_linked_in(tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    outside.write_bytes(png())
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "seal.png").symlink_to(outside)
    with pytest.raises(SetupError, match="not a link to one elsewhere"):
        pictures_in(desk)


def test_a_saved_look_whose_logo_is_gone_gives_the_folders_own_and_says_why(tmp_path: Path) -> None:
    shipped = look_in(written(tmp_path, "design: modern\n"))
    look, why = look_said(shipped, '{"title_block": {"logo": "seal.png"}}')
    assert look == shipped
    assert "'seal.png'" in why
    assert look_said(shipped, "{nothing") == (shipped, look_said(shipped, "{nothing")[1])
    assert "no JSON" in look_said(shipped, "{nothing")[1]
    assert look_said(shipped, "") == (shipped, "")
    assert look_said(shipped, '{"design": "plain"}')[0].design == "plain"
