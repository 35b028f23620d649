"""Messages to the person, and the outbox for the operator."""
