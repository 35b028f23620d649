"""How sure a result is: uncertainty, sensitivity, examination, comparison."""
