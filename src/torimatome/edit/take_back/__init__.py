"""A copy edited by hand in Word comes back: each change found, shown, taken or refused."""
