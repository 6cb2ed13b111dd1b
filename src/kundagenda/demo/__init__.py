"""The demo company Nordlog AB: invented, seeded, with known truths planted in it."""
