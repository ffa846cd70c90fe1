"""Writes the golden files anew: `cd tests && python -m golden`. Look at the difference before keeping it."""

from golden import FOLDER, renderings

for name, content in renderings().items():
    (FOLDER / name).write_bytes(content)
