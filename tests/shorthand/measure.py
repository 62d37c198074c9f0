"""Counts notes read right, asked, refused and wrong: python -m tests.shorthand.measure [-v]."""

import sys

from tests.shorthand.notes_read import FOLDER, notes, tally, told, verdict

if __name__ == "__main__":
    for file in sorted(FOLDER.glob("*.tsv")):
        for language in ("en", "de"):
            found = [note for note in notes(file.stem) if note.language == language]
            if not found:
                continue
            line = f"{file.stem:22} {language} {len(found):4} notes  {dict(tally(found))}"
            sys.stdout.write(line + "\n")
            for note in found:
                kind = verdict(note)
                if kind == "wrong" or (kind != "right" and note.meant and "-v" in sys.argv):
                    reading, kept = told(note)
                    why = [
                        f"{q.message_id[14:]}:{note.text[q.start : q.end]}"
                        for q in reading.questions
                    ] + [f"unread:{note.text[u.start : u.end]}" for u in reading.unread]
                    sys.stdout.write(f"   {kind} {note.text!r} {sorted(kept)} {why}\n")
