"""Drafts: facts of a person to the text of a message, by templates that a vault may override. Nothing is sent."""
