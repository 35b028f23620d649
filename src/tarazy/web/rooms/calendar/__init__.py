"""Room calendar: working days, holidays, moved days, deadlines."""
