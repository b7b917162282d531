package dev.rekey.architecture.wrong.adapter.in.rest;

import jakarta.ws.rs.GET;

/// Wrong: a route says who may call it.
class OpenToWhom {
  @GET
  public String get() {
    return "";
  }
}
