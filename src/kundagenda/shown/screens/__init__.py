"""The seven screens of the monthly meeting, in its order, each from the findings of one page."""
