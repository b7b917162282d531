package dev.rekey.application;

import dev.rekey.application.port.Customers;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.reset.ResetRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom recorded requests are for, where one that can't be looked up must not keep the others
/// waiting with it.
public final class Recipients {
  /// An outage, and not one bad request.
  private static final int FAILURES_IN_A_ROW = 3;

  private final Customers customers;

  public Recipients(Customers customers) {
    this.customers = customers;
  }

  /// The customer of each request, or that there is none. What has no entry in the answer has to be
  /// looked up later; where that would be all of them, [TemporarilyUnavailable] is thrown.
  Map<ResetRequest, Optional<Customer>> of(List<ResetRequest> requests) {
    try {
      return lookUp(requests);
    } catch (TemporarilyUnavailable ofOneOrAll) {
      Map<ResetRequest, Optional<Customer>> found = oneByOne(requests);
      if (found.isEmpty()) {
        throw ofOneOrAll;
      }
      return found;
    }
  }

  private Map<ResetRequest, Optional<Customer>> oneByOne(List<ResetRequest> requests) {
    Map<ResetRequest, Optional<Customer>> found = new HashMap<>();
    int failures = 0;
    for (ResetRequest one : requests) {
      try {
        found.putAll(lookUp(List.of(one)));
        failures = 0;
      } catch (TemporarilyUnavailable again) {
        failures++;
      }
      if (failures == FAILURES_IN_A_ROW) {
        break;
      }
    }
    return found;
  }

  private Map<ResetRequest, Optional<Customer>> lookUp(List<ResetRequest> requests) {
    Map<ResetRequest, Customer> known = customers.findFor(requests);
    Map<ResetRequest, Optional<Customer>> found = new HashMap<>();
    requests.forEach(one -> found.put(one, Optional.ofNullable(known.get(one))));
    return found;
  }
}
