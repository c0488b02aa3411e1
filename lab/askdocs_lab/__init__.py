"""The retriever of this site, for the cells of the laboratory.

    search(question)          the sections that the engine finds, best first
    collection                the site's passages: BM25, vectors, what is made of them
    show(ranked)              prints the best
    measure(rank, …)          asks the site's own questions and prints how well ``rank`` does
    Okapi                     rank_bm25's BM25Okapi where NumPy is at hand, else a stand-in for it

``rank`` is a function from a question to passages or hits, best first. It is the package that
builds and searches the index, ``askdocs_index``, that works here, but for the stages of a build.
"""

from __future__ import annotations

from askdocs_lab.measuring import measure, show
from askdocs_lab.okapi import IS_STAND_IN, Okapi
from askdocs_lab.opened import collection, open_site, search

__all__ = ["IS_STAND_IN", "Okapi", "collection", "measure", "open_site", "search", "show"]
