package dev.rekey.adapter.in.web.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A store's logo, loaded and validated at startup. The style sheet gives it a fixed height, so
/// that the page does not shift while it loads.
public final class LogoImage {
  private static final int MAX_OCTETS = 64 * 1024;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  // RFC 9649, section 2.4: RIFF, four octets of length, WEBP
  private static final byte[] RIFF = {'R', 'I', 'F', 'F'};
  private static final byte[] WEBP = {'W', 'E', 'B', 'P'};

  private final byte[] octets;
  private final String mediaType;
  private final String extension;

  private LogoImage(byte[] octets, String mediaType, String extension) {
    this.octets = octets;
    this.mediaType = mediaType;
    this.extension = extension;
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
    if (has(octets, 0, PNG)) {
      return new LogoImage(octets, "image/png", "png");
    }
    if (has(octets, 0, RIFF) && has(octets, 8, WEBP)) {
      return new LogoImage(octets, "image/webp", "webp");
    }
    requireSvg(octets);
    return new LogoImage(octets, "image/svg+xml", "svg");
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

  private static boolean has(byte[] octets, int from, byte[] signature) {
    int to = from + signature.length;
    return octets.length > to && Arrays.equals(octets, from, to, signature, 0, signature.length);
  }

  private static void requireSvg(byte[] octets) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // no DTDs and no external entities (XXE)
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(octets));
      reader.nextTag();
      if (!reader.getLocalName().equals("svg")
          || !"http://www.w3.org/2000/svg".equals(reader.getNamespaceURI())) {
        throw new XMLStreamException("not an SVG image");
      }
      while (reader.hasNext()) {
        reader.next();
      }
    } catch (XMLStreamException notSvg) {
      throw new IllegalArgumentException("names a file that is no SVG, PNG or WebP image", notSvg);
    }
  }
}
