package dev.rekey.adapter.in.rest.request;

import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.message.Messages;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/// Answers a reset request: accepted or rate limited. The answer does not depend on an account.
@Singleton
public class ResetAdmissionResponse {
  private final Messages messages;
  private final ProblemResponses problemResponses;

  ResetAdmissionResponse(Messages messages, ProblemResponses problemResponses) {
    this.messages = messages;
    this.problemResponses = problemResponses;
  }

  public Response answer(HttpHeaders headers, RateLimitDecision rateLimitDecision, String message) {
    return switch (rateLimitDecision) {
      case RateLimitDecision.Allowed _ -> {
        Locale language = problemResponses.language(headers);
        yield Response.accepted(new Message(messages.text(language, message)))
            .language(language)
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
            .build();
      }
      case RateLimitDecision.Limited limited -> problemResponses.tooMany(headers, limited);
    };
  }

  private record Message(String message) {}
}
