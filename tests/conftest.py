"""Its place lets every test import what stands in this folder: `from transcripts import call`."""
