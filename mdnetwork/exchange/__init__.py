"""Import and export: people to and from the files of other programs, by way of plain values."""
