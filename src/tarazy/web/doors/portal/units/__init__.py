"""Units across indices: who is assessed, and everything known of one."""
