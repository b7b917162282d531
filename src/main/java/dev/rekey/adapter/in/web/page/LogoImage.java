package dev.rekey.adapter.in.web.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// A store's logo, loaded and validated at startup. Its known size prevents layout shifts while it
/// loads.
public final class LogoImage {
  private static final int MAX_OCTETS = 64 * 1024;
  private static final int LARGEST_SIDE = 10_000;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,5}(?:\\.[0-9]{1,6})?)(?:px)?");

  private final byte[] octets;
  private final String mediaType;
  private final String extension;
  private final int width;
  private final int height;

  private LogoImage(
      byte[] octets, String mediaType, String extension, double width, double height) {
    this.octets = octets;
    this.mediaType = mediaType;
    this.extension = extension;
    if (!(width >= 1 && width <= LARGEST_SIDE && height >= 1 && height <= LARGEST_SIDE)) {
      throw new IllegalArgumentException("names an image without a size");
    }
    this.width = (int) Math.round(width);
    this.height = (int) Math.round(height);
  }

  /// Reads the logo in `file`.
  ///
  /// @throws IllegalArgumentException if the file is no valid logo; the message completes a
  ///   sentence that begins with the name of the setting
  public static LogoImage read(Path file) {
    byte[] octets;
    try {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException("names a file that can't be read");
      }
      if (Files.size(file) > MAX_OCTETS) {
        throw new IllegalArgumentException("names an image that is larger than 64 KiB");
      }
      octets = Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("names a file that can't be read", unreadable);
    }
    return of(octets);
  }

  /// Detects the format by content and not by file name.
  static LogoImage of(byte[] octets) {
    if (octets.length > 24 && Arrays.equals(octets, 0, PNG.length, PNG, 0, PNG.length)) {
      return new LogoImage(octets, "image/png", "png", big(octets, 16), big(octets, 20));
    }
    if (octets.length > 30 && ascii(octets, 0).equals("RIFF") && ascii(octets, 8).equals("WEBP")) {
      return webp(octets);
    }
    return svg(octets);
  }

  byte[] octets() {
    return octets.clone();
  }

  String mediaType() {
    return mediaType;
  }

  String extension() {
    return extension;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  // RFC 9649, sections 2.5 to 2.7
  private static LogoImage webp(byte[] octets) {
    int width;
    int height;
    switch (ascii(octets, 12)) {
      case "VP8X" -> {
        width = 1 + little(octets, 24, 3);
        height = 1 + little(octets, 27, 3);
      }
      case "VP8L" -> {
        int bits = little(octets, 21, 4);
        width = 1 + (bits & 0x3fff);
        height = 1 + ((bits >>> 14) & 0x3fff);
      }
      default -> {
        width = little(octets, 26, 2) & 0x3fff;
        height = little(octets, 28, 2) & 0x3fff;
      }
    }
    return new LogoImage(octets, "image/webp", "webp", width, height);
  }

  private static LogoImage svg(byte[] octets) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // no DTDs and no external entities (XXE)
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(octets));
      reader.nextTag();
      if (!reader.getLocalName().equals("svg")
          || !"http://www.w3.org/2000/svg".equals(reader.getNamespaceURI())) {
        throw notAPicture(null);
      }
      double width = length(reader.getAttributeValue(null, "width"));
      double height = length(reader.getAttributeValue(null, "height"));
      String box = reader.getAttributeValue(null, "viewBox");
      if (box != null && (width == 0 || height == 0)) {
        String[] sides = box.trim().split("[\\s,]+", -1);
        width = sides.length == 4 ? length(sides[2]) : 0;
        height = sides.length == 4 ? length(sides[3]) : 0;
      }
      while (reader.hasNext()) {
        reader.next();
      }
      return new LogoImage(octets, "image/svg+xml", "svg", width, height);
    } catch (XMLStreamException notXml) {
      throw notAPicture(notXml);
    }
  }

  private static IllegalArgumentException notAPicture(@Nullable Exception cause) {
    return new IllegalArgumentException("names a file that is no SVG, PNG or WebP image", cause);
  }

  private static double length(@Nullable String text) {
    Matcher length = LENGTH.matcher(text == null ? "" : text);
    return length.matches() ? Double.parseDouble(length.group(1)) : 0;
  }

  private static String ascii(byte[] octets, int from) {
    return new String(octets, from, 4, StandardCharsets.US_ASCII);
  }

  private static int big(byte[] octets, int from) {
    return (octets[from] & 0xff) << 24
        | (octets[from + 1] & 0xff) << 16
        | (octets[from + 2] & 0xff) << 8
        | (octets[from + 3] & 0xff);
  }

  private static int little(byte[] octets, int from, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (octets[from + i] & 0xff) << (8 * i);
    }
    return value;
  }
}
