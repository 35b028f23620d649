"""The API: what the portal shows, for programs. Reading only, open to everybody."""
