"""Vector indexes of others, measured on the vectors that Reco's are measured on."""
