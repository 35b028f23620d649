"""Tables of observations as others make them: their columns and codes turned into ours, the good rows kept."""
