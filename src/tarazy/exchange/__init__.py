"""The only reader and writer of data files: CSV, Excel and Parquet in, scores out."""
