"""What a value is divided by before it is judged: persons, kilometres, money."""
