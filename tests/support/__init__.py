"""What tests and benchmarks share: a counting server, a browser, MkDocs projects, shared/."""
