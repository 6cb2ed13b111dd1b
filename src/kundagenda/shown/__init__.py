"""What readers are shown, in words, figures and pictures, before it is a page, a slide or paper."""
