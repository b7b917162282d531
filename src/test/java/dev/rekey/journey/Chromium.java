package dev.rekey.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A Chromium of this machine, and what drives it. No name but `localhost` leads anywhere in it.
record Chromium(Playwright driver, Browser browser) implements AutoCloseable {

  /// How long a page may take to become what a test says it is.
  static final double TIMEOUT_MILLIS = 20_000;

  private static final List<String> PROGRAMS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final List<String> FLAGS =
      List.of(
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost");

  static Chromium start() {
    Path program = program();
    Playwright driver =
        Playwright.create(
            new Playwright.CreateOptions()
                // the one of this machine is driven, and nothing is downloaded
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
    try {
      return new Chromium(
          driver,
          driver
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(program)
                      // tests run as root in containers, where Chromium's sandbox does not start
                      .setChromiumSandbox(false)
                      .setArgs(FLAGS)));
    } catch (PlaywrightException e) {
      driver.close();
      throw e;
    }
  }

  @Override
  public void close() {
    browser.close();
    driver.close();
  }

  private static Path program() {
    String named = System.getenv("CHROMIUM");
    return Stream.concat(
            Stream.ofNullable(named).filter(name -> !name.isEmpty()).map(Path::of), onThePath())
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "A Chromium is needed, and none was found: install one, or set CHROMIUM to its"
                    + " program. bin/test does so on Debian."));
  }

  private static Stream<Path> onThePath() {
    String path = System.getenv().getOrDefault("PATH", "");
    List<String> directories = Arrays.asList(path.split(File.pathSeparator, -1));
    return PROGRAMS.stream()
        .flatMap(name -> directories.stream().map(directory -> Path.of(directory, name)));
  }
}
