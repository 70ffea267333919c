"""Writes the bill of materials of the installed package and of the scripts it bundles: ``python tests/sbom.py ENVIRONMENT OUT``.

ENVIRONMENT is the Python of an environment that holds the package with its extras and nothing else;
cyclonedx-bom reads it.  The scripts are added from ``kg/html/vendor/README.md``.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "kg" / "html" / "vendor"

LICENCES = {"vis-network": "Apache-2.0 OR MIT", "yasqe": "MIT"}


def bundled() -> list[dict]:
    """The scripts and style sheets that the package carries."""
    found = []
    for path in sorted(p for p in VENDOR.iterdir() if p.suffix in (".js", ".css")):
        name, version = re.match(r"([\w-]+?)-(\d[\d.]*)\.min", path.name).groups()
        found.append(
            {
                "type": "library",
                "name": name,
                "version": version,
                "bom-ref": f"bundled:{path.name}",
                "purl": f"pkg:npm/{'%40zazuko/' if name == 'yasqe' else ''}{name}@{version}",
                "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
                "licenses": [{"expression": LICENCES[name]}],
            }
        )
    return found


def main(environment: str, out: str) -> None:
    """Write the bill of materials."""
    tool = Path(sys.executable).parent / "cyclonedx-py"
    said = subprocess.run(
        [tool, "environment", environment, "--pyproject", ROOT / "pyproject.toml", "--output-reproducible", "--of", "JSON"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    bill = json.loads(said)
    bill["components"] += bundled()
    target = Path(out)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    print(f"{out}: {len(bill['components'])} components")


if __name__ == "__main__":
    main(*sys.argv[1:])
