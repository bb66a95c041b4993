"""Exchange: people in from other programs' files, and out to them. Reading gives values, and writing starts at values."""
