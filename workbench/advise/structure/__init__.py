"""Structure: what the data have and the model lacks, and the other way round."""
