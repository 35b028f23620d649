"""The statistical exchange: observations and published scores for programs that speak SDMX. Reading only."""
