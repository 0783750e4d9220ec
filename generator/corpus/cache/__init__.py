"""What need not be made twice: pages, what readers took from files, gists of articles."""
