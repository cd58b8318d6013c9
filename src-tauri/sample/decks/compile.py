"""Compiles every deck of this folder into ../meeting; run by `cargo xtask sample`, which installs typst first."""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent
# What the files are called in a meeting's folder, as real ones are: by date, by speaker, by nothing.
NAMES = {
    "antinori": "2016-11-30_Session-I_Antinori-ECTC",
    "arianti": "presentation_final_v2",
    "grigoryev": "2016-11-30_Session-V_Grigoryev-FSD",
    "khalaf": "2016-12-01_Session-V_Khalaf_ar",
    "chinese": "信息和通信技术_背景资料",
    "french": "note-de-fond_cooperation-numerique_fr",
    "spanish": "resumen-resoluciones_es",
}

for source, name in NAMES.items():
    target = HERE.parent / "meeting" / f"{name}.pdf"
    _, warnings = typst.compile_with_warnings(
        HERE / f"{source}.typ", output=target, font_paths=sys.argv[1:], ignore_system_fonts=True, timestamp=1480464000
    )
    for warning in warnings:
        print(f"{source}: {warning.message}", file=sys.stderr)
    size = target.stat().st_size
    assert size < 300_000, f"{name}.pdf has {size} bytes"
    print(f"{name}.pdf: {size // 1000} kB")
