"""Step 3: Stories become cited Items in house style."""
