"""A two-tower model: a transformer over a user's last items, a vector an item of id and content."""
