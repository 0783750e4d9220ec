"""Floor 4: the folder of seeds. The only part that reads and writes files.

``seeds`` finds and reads, ``work`` runs the stages over many pages, ``permalinks`` remembers the
ids, ``convert`` writes the pages of the site, ``site`` has MkDocs build it, ``check`` looks
whether all is well.
"""
