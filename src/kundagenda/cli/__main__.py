"""Lets the program start itself: ``python -m kundagenda.cli``."""

from kundagenda.cli import main

main()
