"""Room campaigns: methodology, period, units: phases, deadlines, assignments, pilots."""
