package dev.drover.tests.screenshots;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Chromium without a window, with one tab, driven over the DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LISTENING = Pattern.compile("listening on (ws://127\\S+)");

  /** What a person sees: also in frames, which the UI uses for Markdown. */
  private static final String TEXT =
      "[document, ...[...document.querySelectorAll('iframe')].map(f => f.contentDocument)]"
          + ".map(d => d?.body?.innerText ?? '').join('\\n')";

  /** Changes for as long as something is still being laid out. */
  private static final String LAYOUT =
      "document.fonts.status + document.documentElement.scrollHeight"
          + " + [...document.querySelectorAll('iframe')].map(f => ',' + f.clientHeight).join('')";

  /** A button floats over the corner of the page. */
  private static final String UNCOVER =
      "document.querySelectorAll('[aria-label^=\"Scroll to\"]').forEach(b => b.remove())";

  /** Where the last thing ends that lies above a label; without such a label, the last of all. */
  private static final String BOTTOM =
      """
      (() => {
        const shown = [...document.querySelectorAll('main *')].filter(
            e => e.children.length === 0 && e.checkVisibility({visibilityProperty: true}));
        const end = shown.find(e => '%1$s' && e.textContent.trim() === '%1$s')?.getBoundingClientRect().top;
        const bottoms = shown.map(e => e.getBoundingClientRect().bottom);
        return Math.ceil(Math.max(...bottoms.filter(bottom => !(bottom > end))));
      })()
      """;

  /** Higher than any page that is photographed. */
  private static final int TALL = 2000;

  private static final int MARGIN = 32;

  private final ManagedProcess process;
  private final DevTools tools;
  private final String session;

  private Browser(ManagedProcess process, DevTools tools, String session) {
    this.process = requireNonNull(process, "process is null");
    this.tools = requireNonNull(tools, "tools is null");
    this.session = requireNonNull(session, "session is null");
  }

  /**
   * Starts a browser.
   *
   * @param program the program, for example {@code chromium}
   * @param folder where its profile goes
   */
  static Browser start(String program, Path folder) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program,
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("browser"),
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-gpu",
                "--hide-scrollbars",
                "--lang=en-US"));
    if (System.getProperty("user.name", "").equals("root")) {
      // Chromium's sandbox refuses root; the only page that is opened is our own server's.
      command.add("--no-sandbox");
    }
    command.add("about:blank");
    ManagedProcess process = ManagedProcess.start("chromium", folder, Map.of("TZ", "UTC"), command);
    Matcher address = LISTENING.matcher(process.awaitLine(LISTENING.pattern(), PATIENCE));
    if (!address.find()) {
      throw new AssertionError("chromium does not say where it listens: " + process.output());
    }
    DevTools tools = DevTools.connect(address.group(1));
    String tab =
        tools
            .call("", "Target.createTarget", Map.of("url", "about:blank"))
            .path("targetId")
            .asText();
    String session =
        tools
            .call("", "Target.attachToTarget", Map.of("targetId", tab, "flatten", true))
            .path("sessionId")
            .asText();
    return new Browser(process, tools, session);
  }

  /**
   * Opens a page, waits until it says what it has to say and lies still, and gives it the height
   * that it needs: nothing is cut, and nothing below it is empty.
   *
   * @param above what follows is left out: the label that it begins with; empty: all is shown
   */
  void open(String url, String says, String above, int width) {
    resize(width, TALL);
    tools.call(session, "Page.navigate", Map.of("url", url));
    Deadline.await(PATIENCE, url + " says " + says, () -> evaluate(TEXT), t -> t.contains(says));
    awaitStill(url);
    evaluate(UNCOVER);
    resize(width, Integer.parseInt(evaluate(BOTTOM.formatted(above))) + MARGIN);
    awaitStill(url);
    evaluate(UNCOVER);
  }

  private void resize(int width, int height) {
    tools.call(
        session,
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  private void awaitStill(String url) {
    List<String> layouts = new ArrayList<>(List.of(""));
    Deadline.await(
        PATIENCE,
        url + " lies still",
        () -> {
          layouts.add(evaluate(LAYOUT));
          return layouts;
        },
        all ->
            all.size() > 10
                && all.subList(all.size() - 10, all.size()).stream().distinct().count() == 1);
  }

  /** Returns what a script makes of the page, as text. */
  String evaluate(String script) {
    JsonNode answer =
        tools.call(
            session, "Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(script + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value").asText();
  }

  /** Takes a picture of what is visible. */
  void shoot(Path file) {
    String image =
        tools
            .call(session, "Page.captureScreenshot", Map.of("format", "png"))
            .path("data")
            .asText();
    try {
      Files.write(file, Base64.getDecoder().decode(image));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  @Override
  public void close() {
    tools.close();
    process.close();
  }
}
