package dev.rekey.adapter.out.http;

import static dev.rekey.adapter.out.http.OutboundAddressPolicy.Reason.NOT_LISTED;
import static dev.rekey.adapter.out.http.OutboundAddressPolicy.Reason.NOT_PUBLIC;
import static dev.rekey.adapter.out.http.OutboundAddressPolicy.Reason.SCHEME;
import static dev.rekey.adapter.out.http.OutboundAddressPolicy.Reason.SPELLING;
import static dev.rekey.adapter.out.http.OutboundAddressPolicy.Reason.UNKNOWN_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rekey.adapter.out.http.OutboundAddressPolicy.Reason;
import dev.rekey.adapter.out.http.OutboundAddressPolicy.Verdict;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses are called that somebody else named. Names are looked up in a list of our own.
class OutboundAddressPolicyTest {
  private static final String PUBLIC = "93.184.215.14";
  private static final String NAME = "receiver.example";

  @Test
  void aListedNameIsCalledAtTheAddressThatItStandsFor() throws UnknownHostException {
    assertThat(check("https://receiver.example/events?a=b", PUBLIC, NAME))
        .isEqualTo(new Verdict.Allowed(InetAddress.getByName(PUBLIC), 443));
    assertThat(check("https://RECEIVER.example:443/", PUBLIC, NAME))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(check("https://receiver.example/", "2606:2800:220:1::1", NAME))
        .isInstanceOf(Verdict.Allowed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://other.example/",
        "https://receiver.example.other.example/",
        "https://other-receiver.example/",
        "https://www.receiver.example/",
        "https://receiver.example:8443/",
        "https://93.184.215.14/",
        "https://[2606:2800:220:1::1]/"
      })
  void whatIsNotListedIsNotCalled(String uri) {
    assertThat(reason(uri, PUBLIC, NAME)).isEqualTo(NOT_LISTED);
  }

  @Test
  void aNameWithAPortIsCalledThereAlone() {
    String entry = "receiver.example:8443";

    assertThat(check("https://receiver.example:8443/", PUBLIC, entry))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(reason("https://receiver.example/", PUBLIC, entry)).isEqualTo(NOT_LISTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.254",
        "127.0.0.1",
        "127.255.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void aNameThatStandsForNoPublicAddressIsNotCalled(String internal) {
    assertThat(reason("https://receiver.example/", internal, NAME)).isEqualTo(NOT_PUBLIC);
    assertThat(reason("https://receiver.example/", PUBLIC + " " + internal, NAME))
        .isEqualTo(NOT_PUBLIC);
  }

  @Test
  void anInternalAddressIsCalledWhereItsNetworkIsListed() {
    assertThat(reason("https://receiver.example/", "10.1.2.3", NAME, "10.2.0.0/16"))
        .isEqualTo(NOT_PUBLIC);
    assertThat(check("https://receiver.example/", "10.1.2.3", NAME, "10.1.0.0/16"))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(check("https://10.1.2.3:9000/", "", "10.1.0.0/16"))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(check("https://[fd00::1]:8443/", "", "[fd00::1]:8443"))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(reason("https://[fd00::1]:8444/", "", "[fd00::1]:8443")).isEqualTo(NOT_LISTED);
  }

  @Test
  void aNetworkThatIsListedNamesNobody() {
    assertThat(reason("https://other.example/", "10.1.2.3", NAME, "10.0.0.0/8"))
        .isEqualTo(NOT_LISTED);
  }

  /// Each is an address to one resolver or another, and none of them is written plainly.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://2130706433/",
        "https://017700000001/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.1/",
        "https://127.0.0.01/",
        "https://127.0.0.256/",
        "https://127.0.0.1./",
        "https://localhost./",
        "https://receiver.example./",
        "https://receiver.example.0x7f/",
        "https://receiver..example/",
        "https://-receiver.example/",
        "https://receiver_.example/",
        "https://127。0。0。1/",
        "https://①②⑦.⓪.⓪.①/",
        "https://ｒeceiver.example/",
        "https://receiver.example%2eother/",
        "https://[::1%25lo]/",
        "https://[fe80::1%25eth0]/",
        "https://receiver.example@other.example/",
        "https://someone:" + "secret@receiver.example/",
        "https://@receiver.example/",
        "https://receiver.example:0/",
        "https://receiver.example:65536/",
        "https://receiver.example/#fragment",
        "https:receiver.example",
        "https:///events",
        "/events"
      })
  void whatIsNotWrittenPlainlyIsNotCalled(String uri) {
    Verdict verdict = check(uri, "127.0.0.1", "receiver.example", "0.0.0.0/0", "::/0", "localhost");

    assertThat(verdict).isEqualTo(new Verdict.Refused(SPELLING));
  }

  @Test
  void anIpv4AddressWrittenAsIpv6IsThatAddress() {
    assertThat(reason("https://[::ffff:127.0.0.1]/", "", NAME, "::/0")).isEqualTo(NOT_LISTED);
    assertThat(check("https://[::ffff:127.0.0.1]/", "", "127.0.0.1"))
        .isInstanceOf(Verdict.Allowed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp", "file", "jar", "gopher", "HTTPS", "ws"})
  void nothingButTheWebIsCalled(String scheme) {
    assertThat(reason(scheme + "://receiver.example/", PUBLIC, NAME)).isEqualTo(SCHEME);
  }

  @Test
  void withoutTlsNothingButThisVeryMachineIsCalled() {
    assertThat(reason("http://receiver.example:80/", PUBLIC, "receiver.example:80"))
        .isEqualTo(SCHEME);
    assertThat(reason("http://10.1.2.3/", "", "10.0.0.0/8")).isEqualTo(SCHEME);
    assertThat(reason("http://127.0.0.1:8080/", "", NAME)).isEqualTo(NOT_LISTED);
    assertThat(check("http://127.0.0.1:8080/", "", "127.0.0.1:8080"))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(
            check("http://localhost:8080/", "127.0.0.1 ::1", "localhost:8080", "127.0.0.1", "::1"))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(
            reason("http://localhost:8080/", "127.0.0.1 10.1.2.3", "localhost:8080", "0.0.0.0/0"))
        .isEqualTo(SCHEME);
  }

  @Test
  void aNameThatNobodyKnowsIsNotCalled() {
    assertThat(reason("https://receiver.example/", "", NAME)).isEqualTo(UNKNOWN_NAME);
  }

  @Test
  void whatIsNotListedIsNotEvenLookedUp() {
    AtomicInteger lookUps = new AtomicInteger();
    OutboundAddressPolicy addresses =
        OutboundAddressPolicy.of(
            List.of(NAME),
            name -> {
              lookUps.incrementAndGet();
              throw new UnknownHostException(name);
            });

    addresses.check(URI.create("https://secret.other.example/"));

    assertThat(lookUps).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://receiver.example",
        "receiver.example/events",
        "receiver.example:0",
        "receiver.example:99999",
        "*.example",
        "10.0.0.0/33",
        "10.0.0.0/x",
        "10.0.0",
        "010.0.0.1",
        "[fd00::1",
        "fe80::1%eth0",
        "récepteur.example"
      })
  void anEntryThatNamesNothingIsRefused(String entry) {
    assertThatIllegalArgumentException().isThrownBy(() -> OutboundAddressPolicy.of(List.of(entry)));
  }

  private static Reason reason(String uri, String addresses, String... listed) {
    return check(uri, addresses, listed) instanceof Verdict.Refused(Reason reason)
        ? reason
        : throwIt(uri);
  }

  private static Reason throwIt(String uri) {
    throw new AssertionError(uri + " was allowed");
  }

  private static Verdict check(String uri, String addresses, String... listed) {
    return OutboundAddressPolicy.of(List.of(listed), name -> resolve(name, addresses))
        .check(URI.create(uri));
  }

  private static InetAddress[] resolve(String name, String addresses) throws UnknownHostException {
    if (addresses.isEmpty()) {
      throw new UnknownHostException(name);
    }
    return Arrays.stream(addresses.split(" "))
        .map(InetAddress::ofLiteral)
        .toArray(InetAddress[]::new);
  }
}
