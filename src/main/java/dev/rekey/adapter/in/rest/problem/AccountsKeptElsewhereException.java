package dev.rekey.adapter.in.rest.problem;

/// An identity provider keeps the accounts, so the request has to be made there.
public final class AccountsKeptElsewhereException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AccountsKeptElsewhereException() {
    super("The accounts are kept by an identity provider", null, false, false);
  }
}
