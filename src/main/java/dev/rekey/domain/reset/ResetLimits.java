package dev.rekey.domain.reset;

import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rate limits of reset requests (OWASP ASVS 5.0, 2.4.1 and 6.3.1). They prevent mail bombs to
/// one address and requests for many addresses from one client.
///
/// @param protection the limits of a visitor's requests that apply
/// @param email for each email address across stores, because it is the same mailbox
/// @param address for each client address and, with larger numbers, for the IPv6 networks around it
/// @param administrator for each customer, counted separately from the storefront's requests, so
///   that those cannot block customer support
public record ResetLimits(
    Protection protection, RequestLimit email, RequestLimit address, RequestLimit administrator) {

  /// The keys whose windows [#admit] needs.
  public List<Digest> keys(ResetRequest request) {
    return applied(request).keys();
  }

  /// Decides on `request` at `now` and counts it for all limits if all of them allow it. `windows`
  /// contains the window of each of [#keys]; a key without one was never counted.
  public RateLimitDecision admit(
      ResetRequest request, Map<Digest, SlidingWindow> windows, Instant now) {
    return applied(request).admit(windows, now);
  }

  private RateLimits applied(ResetRequest request) {
    return switch (request) {
      case ResetRequest.ByVisitor visitor -> {
        RateLimits all = RateLimits.NONE;
        if (protection.byEmail()) {
          all = new RateLimits(List.of(new RateLimits.Applied(visitor.email(), email, false)));
        }
        Optional<ClientAddress> from = visitor.origin().from();
        yield protection.byAddress() && from.isPresent()
            ? all.and(RateLimits.ofClient("address", from.get(), address))
            : all;
      }
      case ResetRequest.ByAdministrator administratorRequest ->
          RateLimits.of("administrator " + administratorRequest.customer(), administrator);
      case ResetRequest.AfterDispute _ -> RateLimits.NONE;
    };
  }
}
