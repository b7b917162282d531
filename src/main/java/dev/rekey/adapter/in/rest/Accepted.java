package dev.rekey.adapter.in.rest;

import dev.rekey.domain.reset.Admission;
import dev.rekey.message.Messages;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/// Answers a reset request: taken, or too many. Nothing in it depends on an account.
@Singleton
class Accepted {
  private final Messages messages;
  private final Problems problems;

  Accepted(Messages messages, Problems problems) {
    this.messages = messages;
    this.problems = problems;
  }

  Response answer(HttpHeaders headers, Admission admission, String message) {
    return switch (admission) {
      case Admission.Admitted _ -> {
        Locale language = Problems.language(headers);
        yield Response.accepted(new Message(messages.text(language, message)))
            .language(language)
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
            .build();
      }
      case Admission.Refused refused -> problems.tooMany(headers, refused);
    };
  }

  private record Message(String message) {}
}
