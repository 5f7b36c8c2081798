"""What is shown of a business: the customer's claims, the figures evidence gives, and the checks that hold one against the other."""
