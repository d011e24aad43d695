"""Step 6: past Issues are kept and found again."""
