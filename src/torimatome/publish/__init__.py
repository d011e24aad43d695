"""Step 5: an Issue becomes the files that leave the house."""
