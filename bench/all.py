"""Every bench, one after another; leaves with 1 when one fell below its floor."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NOT_BENCHES = {"all", "common"}


def main() -> None:
    low = []
    for script in sorted(HERE.glob("*.py")):
        if script.stem in NOT_BENCHES or "def main(" not in script.read_text(encoding="utf-8"):
            continue
        print(f"\n== {script.stem}", flush=True)
        if subprocess.run([sys.executable, str(script)], check=False).returncode:
            low.append(script.stem)
    print(f"\nbelow the floor: {', '.join(low) or 'none'}")
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
