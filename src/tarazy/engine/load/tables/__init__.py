"""Tables -> observations and units, with the place of the row in every problem."""
