"""The files of the search, written anew where they come out otherwise."""
