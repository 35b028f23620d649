"""Room post: messages in three languages, outbox, digests, reminders."""
