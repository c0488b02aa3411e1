"""The steps from built pages to index files; none imports another, ``pipeline`` joins them."""
