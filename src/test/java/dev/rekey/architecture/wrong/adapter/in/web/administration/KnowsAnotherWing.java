package dev.rekey.architecture.wrong.adapter.in.web.administration;

import dev.rekey.architecture.wrong.adapter.in.web.storefront.Page;

/// Wrong: pages for administrators and customers do not know each other.
record KnowsAnotherWing(Page page) {}
