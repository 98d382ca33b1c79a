"""What is taken out of the record: the picks a person makes, and the forms they are written in."""
