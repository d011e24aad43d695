"""Tables people bring as spreadsheets save them: CSV in any usual charset, with any delimiter."""

import csv
import io

from torimatome.errors import EditError


def table_of(body: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """The columns of a CSV table, and its rows: cells by the names of their columns.

    Raises EditError: it is no text, or a line cannot be read.
    """
    text = decoded(body)
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    try:
        columns = [str(name).strip() for name in reader.fieldnames or ()]
        return columns, [
            {
                str(name).strip(): (cell if isinstance(cell, str) else "")
                for name, cell in row.items()
            }
            for row in reader
        ]
    except csv.Error as error:
        raise EditError(f"line {reader.line_num} of the table cannot be read: {error}") from error


def decoded(body: bytes) -> str:
    """The text of a table: UTF-8, UTF-16 as Excel's "Unicode text", or Japanese Windows."""
    marked = body[:2] in (b"\xff\xfe", b"\xfe\xff")
    for charset in ("utf-16",) if marked else ("utf-8-sig", "cp932"):
        try:
            return body.decode(charset)
        except UnicodeDecodeError:
            continue
    raise EditError("the table is no text; save it as “CSV UTF-8”")
