"""What each piece of evidence counts in the search for stories.

In nats, chosen on the press pages and rounded to a half: a page's decisions must rest on evidence
that agrees, not on the third digit of a weight.
"""

BEAM = 80
"""Partial solutions kept at each paragraph."""
BESIDE = 60
"""Headlines tried for a body from each place beside it; more stand only in tables of contents."""
NEAREST = 8
"""Headlines tried besides those: the ones it shares most with …"""
NEAR = 8
"""… in its first paragraphs."""

COVER = 12.0
"""A headline all of whose weight is found in the body …"""
COVER_PRIOR = 6.0
"""… with this much weight added to the headline's, so that short ones prove less."""
ABOVE, BELOW, AWAY = 4.0, 2.5, 0.0
"""Where the headline stands: right above its body, right below, elsewhere."""
ABOVE_SUBHEAD = 2.5
"""Right above, with a display line between that can be the first subhead."""
NEW = -8.5
"""An article costs something, so that subheads don't make any."""
HEADLESS = -6.0
"""A body without a headline."""
RESUMED = 12.0
"""A body without a headline right after an interrupted sentence went on: it goes on with it."""
CONTINUED = 10.0
"""A body without a headline that comes from another page: its headline stands there."""
NEVER = -1000.0
"""What is printed otherwise: going on across 上接, or leaving out the headline repeated there."""
BARE = -7.5
"""A headline that could as well be a subhead."""
ALIKE = -1.0
"""The same where the body above has subheads already: one more is likelier than a headline."""
BYLINE = 5.0
"""A headline that carries a byline: no subhead does."""
UNUSED = -6.0
"""A headline that is left over and can be no subhead."""
MERGE = -0.5
"""Each further display line taken into one headline."""
TORN = -2.0
"""An end at which a headline is torn from a line of its own fragment."""

CREDIT, SIGNATURE, DATELINE, OPENING, WIDTH, JUMP = 6.0, 3.0, 6.5, 1.0, 2.0, 8.0
"""For a boundary where these stand, and against going on there."""
COHESION = 1.5
"""For going on where the paragraphs around share more than is usual on the page …"""
WINDOW = 3
"""… this many on either side."""
ACROSS_BYLINE = -4.0
"""Going on across a headline with a byline: it must have come from elsewhere."""
FIRST_SUBHEAD = 3.0
"""A display line between headline and body that others inside the body match."""

LEAD = 2.0
"""A lead drawn apart whose best body shares much more with it than the next best; its negative
where all share alike."""
LEAD_AT_END = -4.0
"""Against taking what stands under the page's last headline for leads of other articles."""
LEAD_WIDE = -3.0
"""Against taking a frame for a lead because it is wider than the columns."""
