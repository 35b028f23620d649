"""The one history: append-only tables, their seals, and a chained row for every act."""
