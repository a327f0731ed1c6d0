"""Item embeddings: implicit ALS, the query that serving builds from them, and their validation."""
