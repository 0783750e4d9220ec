"""Stories to articles: every piece of a page gets its role and its place in one."""
