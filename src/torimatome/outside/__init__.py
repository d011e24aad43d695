"""What we do not control: the web, the clock; small protocols with small public fakes."""
