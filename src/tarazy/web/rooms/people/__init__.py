"""Room people: users and the actors that are no person."""
