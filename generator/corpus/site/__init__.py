"""From Markdown to the finished site: what changed is rendered and put in place."""
