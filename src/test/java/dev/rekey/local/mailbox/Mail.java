package dev.rekey.local.mailbox;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A mail as one recipient got it: `to` is the address that the SMTP client named for the delivery,
/// whatever the header says; a mail with two recipients is two of these.
///
/// Headers are decoded, and those that occur twice are joined by a line break.
public record Mail(
    String id,
    String from,
    String to,
    String subject,
    String text,
    String html,
    Map<String, String> headers,
    Instant receivedAt) {

  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

  static Mail of(String id, String to, MimeMessage message, Instant receivedAt) {
    try {
      Map<String, String> headers = headers(message);
      return new Mail(
          id,
          headers.getOrDefault("From", ""),
          to,
          headers.getOrDefault("Subject", ""),
          content(message, "text/plain"),
          content(message, "text/html"),
          headers,
          receivedAt);
    } catch (MessagingException e) {
      throw new IllegalArgumentException("A mail that cannot be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The first link of the plain text, as a customer would copy it.
  public String link() {
    Matcher links = LINK.matcher(text);
    if (!links.find()) {
      throw new AssertionError("There is no link in the mail:\n" + text);
    }
    return links.group();
  }

  /// What follows `#token=` in the first link.
  public String token() {
    String link = link();
    String marker = "#token=";
    if (!link.contains(marker)) {
      throw new AssertionError("The link holds no token in its fragment");
    }
    return link.substring(link.indexOf(marker) + marker.length());
  }

  private static Map<String, String> headers(MimeMessage message)
      throws MessagingException, UnsupportedEncodingException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : Collections.list(message.getAllHeaders())) {
      headers.merge(
          header.getName(),
          MimeUtility.decodeText(MimeUtility.unfold(header.getValue())),
          (first, second) -> first + "\n" + second);
    }
    return headers;
  }

  /// The first part of that type, however deep it lies; nothing where there is none.
  private static String content(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return part.getContent().toString();
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        String found = content(parts.getBodyPart(i), type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }
}
