"""Puts Askdocs on a site: the MkDocs plugin, the command line, the compiled widget."""
