"""Pages in, index files out; knows neither MkDocs nor the browser."""

__version__ = "0.1.0"
