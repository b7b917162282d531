package dev.rekey.architecture.wrong.adapter.in.web.page;

import dev.rekey.architecture.wrong.adapter.in.web.storefront.Page;

/// Wrong: pages are built on what they share, and not the other way round.
record KnowsThePagesOnIt(Page page) {}
