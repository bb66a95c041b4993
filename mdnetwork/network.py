"""The wiring: a vault, its index, and the questions one asks of them. No logic lives here."""
