"""What is done in verification: samples drawn and shared out, findings written, penalties opened."""
