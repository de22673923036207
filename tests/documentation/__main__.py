"""Write every made page and picture of the documentation: `make docs`."""

from documentation import ROOT, pages

for name, text in pages():
    file = ROOT / name
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or file.read_text("utf-8") != text:
        file.write_text(text, "utf-8")
        print(name)
