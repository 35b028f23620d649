"""What a methodology and a table are: frozen, valid or not at all."""
