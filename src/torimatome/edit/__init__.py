"""Step 4: a person decides. Grows with the web desk; today it keeps the machine's proposal."""
