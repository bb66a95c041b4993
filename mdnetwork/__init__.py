"""A folder of Markdown notes as one's professional network: people, interactions, follow-ups, and a calendar of them."""
