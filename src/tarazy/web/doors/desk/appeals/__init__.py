"""Appeals: written and filed by a body, decided by a commission without those who took part, clocks for both sides."""
