"""Drafts: writes a message from the facts about a person, with templates that a vault may override. Sends nothing."""
