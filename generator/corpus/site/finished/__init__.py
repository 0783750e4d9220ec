"""A fast way through MkDocs for the pages that this program wrote."""
