"""`python -m torimatome.cli` is the `torimatome` command."""

from torimatome.cli import main

main()
