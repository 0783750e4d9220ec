"""Texts that go on on another page (转版): their ends, which two are one text's, and the whole."""
