"""Collection on the desk: a body fills in its form and certifies it, an assessor reads, returns and accepts it."""
