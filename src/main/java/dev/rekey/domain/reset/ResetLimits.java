package dev.rekey.domain.reset;

import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rate limits of reset requests (OWASP ASVS 5.0, 2.4.1 and 6.3.1). They prevent mail bombs to
/// one address and requests for many addresses from one client.
///
/// @param protection the limits of a visitor's requests that apply
/// @param email for each email address across stores, because it is the same mailbox
/// @param address for each client address; an IPv6 /64 counts as one
/// @param administrator for each customer, counted separately from the storefront's requests, so
///   that those cannot block customer support
public record ResetLimits(
    Protection protection, RequestLimit email, RequestLimit address, RequestLimit administrator) {

  /// One limit as it applies to one request.
  ///
  /// @param key the counted key
  /// @param limit the limit of the key
  /// @param byAddress whether the key is a client address, the only quota that a caller may see
  private record Applied(Digest key, RequestLimit limit, boolean byAddress) {}

  /// The keys whose windows [#admit] needs.
  public List<Digest> keys(ResetRequest request) {
    return applied(request).stream().map(Applied::key).toList();
  }

  /// Decides on `request` at `now` and counts it for all limits if all of them allow it. `windows`
  /// contains the window of each of [#keys]; a key without one was never counted.
  public RateLimitDecision admit(
      ResetRequest request, Map<Digest, SlidingWindow> windows, Instant now) {
    List<Applied> all = applied(request);
    Instant when = latest(all, windows, now);
    Duration wait = Duration.ZERO;
    Optional<RateLimitDecision.Quota> quota = Optional.empty();
    for (Applied one : all) {
      SlidingWindow window = windows.getOrDefault(one.key, SlidingWindow.EMPTY);
      Duration needed = window.waitFor(one.limit, when);
      if (needed.compareTo(wait) > 0) {
        wait = needed;
      }
      if (one.byAddress) {
        quota =
            Optional.of(
                new RateLimitDecision.Quota(
                    one.limit.perHour(), window.remaining(one.limit, when), needed));
      }
    }
    if (wait.isPositive()) {
      return new RateLimitDecision.Limited(wait, quota);
    }
    Map<Digest, SlidingWindow> counted = new HashMap<>();
    for (Applied one : all) {
      counted.put(one.key, windows.getOrDefault(one.key, SlidingWindow.EMPTY).with(when));
    }
    return new RateLimitDecision.Allowed(when, counted);
  }

  // A window may contain a request later than `now`, because the caller read the clock before it
  // got
  // the window's lock. The order of the locks is the order of the requests.
  private static Instant latest(
      List<Applied> all, Map<Digest, SlidingWindow> windows, Instant now) {
    Instant latest = now;
    for (Applied one : all) {
      List<Instant> accepted = windows.getOrDefault(one.key, SlidingWindow.EMPTY).accepted();
      if (!accepted.isEmpty() && accepted.getLast().isAfter(latest)) {
        latest = accepted.getLast();
      }
    }
    return latest;
  }

  private List<Applied> applied(ResetRequest request) {
    List<Applied> all = new ArrayList<>(2);
    switch (request) {
      case ResetRequest.ByVisitor visitor -> {
        if (protection.byEmail()) {
          all.add(new Applied(visitor.email(), email, false));
        }
        Optional<ClientAddress> from = visitor.origin().from();
        if (protection.byAddress() && from.isPresent()) {
          all.add(new Applied(from.get().limitKey(), address, true));
        }
      }
      case ResetRequest.ByAdministrator administratorRequest ->
          all.add(
              new Applied(
                  Digest.of("administrator " + administratorRequest.customer()),
                  administrator,
                  false));
      case ResetRequest.AfterDispute _ -> {}
    }
    all.removeIf(one -> !one.limit.inForce());
    return all;
  }
}
