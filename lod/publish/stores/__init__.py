"""Object stores (S3 and what else fsspec opens): where sources come from, and where a built folder is published."""
