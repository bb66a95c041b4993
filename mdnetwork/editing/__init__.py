"""Edits of notes: planned, shown, applied as one step, recorded, and undone. No other bytes change."""
