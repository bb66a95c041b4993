"""Exchange: people in from the files of other programs, and out to them, by way of plain values."""
