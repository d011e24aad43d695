"""Step 2: which Articles report one event, and where it belongs."""
