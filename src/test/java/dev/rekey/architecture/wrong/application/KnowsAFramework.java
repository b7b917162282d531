package dev.rekey.architecture.wrong.application;

import com.fasterxml.jackson.databind.ObjectMapper;

/// Wrong: the application knows no framework.
record KnowsAFramework(ObjectMapper json) {}
