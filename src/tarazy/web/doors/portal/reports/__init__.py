"""Documents of a publication: reports, the briefing, the press pack, share cards."""
