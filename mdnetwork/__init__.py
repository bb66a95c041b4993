"""A folder of Markdown notes as one's professional network: people, interactions, follow-ups, a calendar."""
