package dev.rekey.adapter.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class OpenApiSourcesTest {
  @Test
  void theContractIsGeneratedFromItsSources() throws IOException {
    boolean current = new OpenApiSources().document().equals(Files.readString(OpenApiSources.FILE));

    assertThat(current).as("openapi.yaml is not what its sources say: run bin/openapi").isTrue();
  }
}
