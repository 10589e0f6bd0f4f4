"""How many people an event killed, hurt, drove away or took, as the text tells them."""
