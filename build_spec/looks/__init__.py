"""Every page, card, form, dialog and state of the program, once: for pictures of them and for measuring them."""
