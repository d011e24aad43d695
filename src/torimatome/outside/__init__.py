"""What we do not control: the web and the clock; small protocols with small public fakes."""
