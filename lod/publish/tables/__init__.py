"""Tables of the data set, for those who count and join: CSV with its metadata, SQLite, Parquet."""
