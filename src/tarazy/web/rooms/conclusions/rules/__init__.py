"""Who may do what with conclusions, replies and appeals."""
