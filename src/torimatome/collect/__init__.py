"""Step 1: what outlets publish comes in and is kept."""
